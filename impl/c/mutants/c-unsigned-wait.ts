import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'moving-cleared-when-idle',
  row: 'domain.md §7 F2',
  summary: 'Keeps the result of the wait without a sign, so it is never below zero.',
  edits: [
    {
      was: `		long err;
`,
      becomes: `		unsigned long err;
`,
    },
    {
      was: `		if (err)
			return err !=`,
      becomes: `		if (err < 0)
			return err !=`,
    },
  ],
});
