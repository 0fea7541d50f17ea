import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  killedBy: 'prefault-error-swallowed',
  row: 'domain.md §6 M4',
  summary: 'Returns the error of any page, not only that of the first.',
  was: `			if (i == 0)
				goto out;
			break;
`,
  becomes: `			goto out;
`,
});
