import { rewrite } from '../../mutants/patch/rewrite.ts';

/** The same insertion is called with the same arguments. */
export default rewrite({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  summary: 'Makes a function of its own of inserting one page.',
  edits: [
    {
      was: 'vm_fault_t ttm_bo_vm_reserve(',
      becomes: `static vm_fault_t insert_page(struct vm_area_struct *vma, unsigned long address, unsigned long pfn)
{
	if (!(vma->vm_flags & VM_MIXEDMAP))
		return vmf_insert_pfn(vma, address, pfn);

	return vmf_insert_mixed(vma, address, __pfn_to_pfn_t(pfn, PFN_DEV));
}

vm_fault_t ttm_bo_vm_reserve(`,
    },
    {
      was: `		if (vma->vm_flags & VM_MIXEDMAP)
			ret = vmf_insert_mixed(&copy, address, __pfn_to_pfn_t(pfn, PFN_DEV));
		else
			ret = vmf_insert_pfn(&copy, address, pfn);
`,
      becomes: `		ret = insert_page(&copy, address, pfn);
`,
    },
  ],
});
