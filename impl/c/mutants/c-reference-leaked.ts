import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'bo-refs-balanced',
  row: 'domain.md §6 M8',
  summary: 'Keeps the reference that it took for waiting.',
  was: `			ttm_bo_put(bo);
			return VM_FAULT_RETRY;
`,
  becomes: `			return VM_FAULT_RETRY;
`,
});
