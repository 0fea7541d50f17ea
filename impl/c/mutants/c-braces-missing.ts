import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  killedBy: 'prefault-complete',
  row: 'domain.md §6 M3',
  summary: 'Lacks braces: the loop ends after its first page, whether that is an error or not.',
  was: `		if (ret & VM_FAULT_ERROR) {
			if (i == 0)
				goto out;
			break;
		}
`,
  becomes: `		if (ret & VM_FAULT_ERROR)
			if (i == 0)
				goto out;
			break;
`,
});
