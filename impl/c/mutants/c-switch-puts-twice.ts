import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'fence-refs-balanced',
  row: 'domain.md §7 F1',
  summary: 'Lacks a return: what was put for a busy hook is put again for a failed one.',
  was: `		dma_fence_put(moving);
		return VM_FAULT_NOPAGE;
`,
  becomes: `		dma_fence_put(moving);
`,
});
