import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  killedBy: 'first-error-reported',
  row: 'domain.md §6 M5',
  summary: 'Says that all is well although the faulting page could not be mapped.',
  was: `			if (i == 0)
				goto out;
			break;
`,
  becomes: `			break;
`,
});
