import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'no-use-after-free',
  row: 'domain.md §6 M17',
  summary: 'Gives the fence back before it waits for it, by a pointer that it has kept.',
  was: `		err = dma_fence_wait(bo->moving, true);
		if (err)
			return err != -ERESTARTSYS ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;
`,
  becomes: `		struct dma_fence *moving = bo->moving;

		dma_fence_put(moving);
		bo->moving = NULL;
		err = dma_fence_wait(moving, true);
		if (err)
			return err != -ERESTARTSYS ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;
		return 0;
`,
});
