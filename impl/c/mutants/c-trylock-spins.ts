import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'always-resolves',
  row: 'domain.md §7 G2',
  summary: 'Spins on the trylock where no retry is allowed.',
  was: '\treturn dma_resv_lock_interruptible(bo->base.resv, NULL) ? VM_FAULT_NOPAGE : 0;',
  becomes: `	while (!dma_resv_trylock(bo->base.resv))
		barrier();
	return 0;`,
});
