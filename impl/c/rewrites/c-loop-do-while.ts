import { rewrite } from '../../mutants/patch/rewrite.ts';

export default rewrite({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  summary: 'Writes the loop over the pages as a do-while behind a test.',
  edits: [
    {
      was: '\tfor (i = 0; i < num_prefault; i++) {',
      becomes: `	i = 0;
	if (num_prefault) do {`,
    },
    {
      was: `		if (++offset >= last)
			break;
	}
	return ret;
`,
      becomes: `		if (++offset >= last)
			break;
	} while (++i < num_prefault);
	return ret;
`,
    },
  ],
});
