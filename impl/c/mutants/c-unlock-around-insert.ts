import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'no-stale-mapping',
  row: 'domain.md §6 M25',
  summary: 'Gives the reservation back while it inserts an entry.',
  edits: [
    {
      was: `		if (vma->vm_flags & VM_MIXEDMAP)
`,
      becomes: `		dma_resv_unlock(bo->base.resv);
		if (vma->vm_flags & VM_MIXEDMAP)
`,
    },
    {
      was: '\t\t/* The wrong way round',
      becomes: `		dma_resv_lock(bo->base.resv, NULL);
		/* The wrong way round`,
    },
  ],
});
