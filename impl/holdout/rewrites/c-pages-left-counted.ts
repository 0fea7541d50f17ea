import { rewrite } from '../../mutants/patch/rewrite.ts';

/** The smaller of the two numbers is the number of rounds that there were. */
export default rewrite({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  summary: 'Counts down the pages that are left, of those asked for and those of the vma.',
  edits: [
    {
      was: `	/* Map the page that faulted and, as a guess, the ones after it. */
	for (i = 0; i < num_prefault; i++) {`,
      becomes: `	/* Map the page that faulted and, as a guess, the ones after it. */
	left = min(num_prefault, last - offset);
	for (i = 0; left > 0; i++, left--, offset++, address += PAGE_SIZE) {`,
    },
    {
      was: `
		address += PAGE_SIZE;
		if (++offset >= last)
			break;
`,
      becomes: '',
    },
    {
      was: '	pgoff_t i;',
      becomes: '	pgoff_t i, left;',
    },
  ],
});
