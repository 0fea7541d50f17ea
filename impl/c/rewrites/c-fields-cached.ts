import { rewrite } from '../../mutants/patch/rewrite.ts';

export default rewrite({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  summary: 'Reads what cannot change under the reservation once, before the loop.',
  edits: [
    {
      was: '\t/* Map the page that faulted and,',
      becomes: `	const bool iomem = bo->mem.bus.is_iomem, mixed = vma->vm_flags & VM_MIXEDMAP;

	/* Map the page that faulted and,`,
    },
    {
      was: `		unsigned long pfn;

		if (bo->mem.bus.is_iomem) {`,
      becomes: `		unsigned long pfn;

		if (iomem) {`,
    },
    {
      was: `		if (vma->vm_flags & VM_MIXEDMAP)
`,
      becomes: `		if (mixed)
`,
    },
  ],
});
