import { rewrite } from '../../mutants/patch/rewrite.ts';

/** The page that faulted decides again, as in v5.5 to v5.9: without domain.md §6 B5. */
export default rewrite({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  summary: 'Returns the error of the first insertion, and NOPAGE whatever a later one gives.',
  edits: [
    {
      was: `		/* The wrong way round: the first error is swallowed, a later one returned: §6 B5. */
		if (ret & VM_FAULT_ERROR) {
			if (i == 0)
				return VM_FAULT_NOPAGE;
			break;
		}
`,
      becomes: `		if (ret & VM_FAULT_ERROR) {
			if (i == 0)
				return ret;
			break;
		}
`,
    },
    {
      was: `			break;
	}
	return ret;
}
`,
      becomes: `			break;
	}
	return VM_FAULT_NOPAGE;
}
`,
    },
  ],
});
