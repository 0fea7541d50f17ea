import { rewrite } from '../../mutants/patch/rewrite.ts';

/** The rule of v5.5, where only the page that faulted decides: without domain.md §6 B3 and B4. */
export default rewrite({
  of: 'v5.3',
  file: 'impl/c/subjects/v5.3.c',
  summary: 'Goes on after the second page, and keeps errors of prefaulting to itself.',
  was: `		/* v4.19 to v5.3: an entry that is there already looks like one that was inserted. */
		if (ret == VM_FAULT_NOPAGE && i > 0)
			break;
		if (ret & VM_FAULT_ERROR)
			goto out;
`,
  becomes: `		if (unlikely(ret & VM_FAULT_ERROR)) {
			if (i == 0)
				goto out;
			break;
		}
`,
});
