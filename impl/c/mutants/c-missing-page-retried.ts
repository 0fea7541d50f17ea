import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'always-resolves',
  row: 'domain.md §7 G2',
  summary: 'Tries a missing page again without counting on: an endless loop that asks nobody.',
  was: `			if (!page && i == 0)
				return VM_FAULT_OOM;
			if (!page)
				break;
`,
  becomes: `			if (!page) {
				i--;
				continue;
			}
`,
});
