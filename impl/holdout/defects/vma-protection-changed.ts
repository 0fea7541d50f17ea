import { defect } from '../../mutants/patch/defect.ts';

/**
 * Only the read lock is held, and what io memory needed stays in the vma: after a move to system
 * memory its pages are mapped as if they were not encrypted.
 */
export default defect({
  of: 'v5.11',
  file: 'impl/helpers/v5.10.ts',
  row: 'domain.md §6 B26',
  summary: 'Keeps the protection of the entries in the vma.',
  edits: [
    {
      was: '  prot = ttm_io_prot(bo.mem.placement, prot);',
      becomes: '  vma.vm_page_prot = ttm_io_prot(bo.mem.placement, prot);',
    },
    {
      was: '    prot = pgprot_decrypted(prot);',
      becomes: '    vma.vm_page_prot = pgprot_decrypted(vma.vm_page_prot);',
    },
    {
      was: `    if (vma.vm_flags & VM_MIXEDMAP) ret = yield vmf_insert_mixed_prot(vma, address, pfn, prot);
    else ret = yield vmf_insert_pfn_prot(vma, address, pfn, prot);
`,
      becomes: `    const { vm_page_prot } = vma;
    if (vma.vm_flags & VM_MIXEDMAP) {
      ret = yield vmf_insert_mixed_prot(vma, address, pfn, vm_page_prot);
    } else {
      ret = yield vmf_insert_pfn_prot(vma, address, pfn, vm_page_prot);
    }
`,
    },
  ],
});
