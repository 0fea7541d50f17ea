import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'prefault-complete',
  row: 'domain.md §7 P4',
  summary: 'Sets the end of the vma for system memory only, and reads it for io memory as well.',
  edits: [
    {
      was: 'vm_fault_t ttm_bo_vm_fault_reserved(struct vm_fault *vmf,',
      becomes: `static void end_of(struct ttm_buffer_object *bo, struct vm_area_struct *vma, unsigned long *last)
{
	if (!bo->mem.bus.is_iomem)
		*last = vma_pages(vma) + vma->vm_pgoff - drm_vma_node_start(&bo->base.vma_node);
}

vm_fault_t ttm_bo_vm_fault_reserved(struct vm_fault *vmf,`,
    },
    {
      was: `	last = vma_pages(vma) + vma->vm_pgoff - start;
`,
      becomes: `	end_of(bo, vma, &last);
`,
    },
  ],
});
