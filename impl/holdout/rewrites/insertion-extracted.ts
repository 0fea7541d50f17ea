import { rewrite } from '../../mutants/patch/rewrite.ts';

/** The same insertion is called with the same arguments. */
export default rewrite({
  of: 'v5.10',
  file: 'impl/helpers/v5.10.ts',
  summary: 'Makes a function of its own of inserting one page.',
  edits: [
    {
      was: 'function ttm_bo_io_mem_pfn(',
      becomes: `function* insert_page(vma, address, pfn, prot) {
  if (vma.vm_flags & VM_MIXEDMAP) return yield vmf_insert_mixed_prot(vma, address, pfn, prot);
  return yield vmf_insert_pfn_prot(vma, address, pfn, prot);
}

function ttm_bo_io_mem_pfn(`,
    },
    {
      was: `    if (vma.vm_flags & VM_MIXEDMAP) ret = yield vmf_insert_mixed_prot(vma, address, pfn, prot);
    else ret = yield vmf_insert_pfn_prot(vma, address, pfn, prot);
`,
      becomes: `    ret = yield* insert_page(vma, address, pfn, prot);
`,
    },
  ],
});
