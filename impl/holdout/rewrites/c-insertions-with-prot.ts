import { rewrite } from '../../mutants/patch/rewrite.ts';

/** The vma is the same, and the protection the one that the copy had: as v5.6 does it. */
export default rewrite({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  summary: 'Hands the protection to the insertions, so that it needs no copy of the vma.',
  edits: [
    {
      was: `	struct vm_area_struct copy = *vma;
`,
      becomes: '',
    },
    {
      was: '	copy.vm_page_prot = ttm_io_prot(',
      becomes: '	prot = ttm_io_prot(',
    },
    {
      was: 'copy.vm_page_prot = pgprot_decrypted(copy.vm_page_prot);',
      becomes: 'prot = pgprot_decrypted(prot);',
    },
    {
      was: 'vmf_insert_mixed(&copy, address, __pfn_to_pfn_t(pfn, PFN_DEV));',
      becomes: 'vmf_insert_mixed_prot(vma, address, __pfn_to_pfn_t(pfn, PFN_DEV), prot);',
    },
    {
      was: 'vmf_insert_pfn(&copy, address, pfn);',
      becomes: 'vmf_insert_pfn_prot(vma, address, pfn, prot);',
    },
  ],
});
