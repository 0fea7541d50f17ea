import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'no-stale-mapping',
  row: 'domain.md §6 M25',
  summary: 'Gives the reservation back while it inserts an entry.',
  edits: [
    {
      was: 'import { allow_retry }',
      becomes: `import { dma_resv_lock, dma_resv_unlock } from '../kernel/dma-resv.ts';
import { allow_retry }`,
    },
    {
      was: `      if (vma.vm_flags & VM_MIXEDMAP) ret = yield vmf_insert_mixed(cvma, address, pfn);
      else ret = yield vmf_insert_pfn(cvma, address, pfn);
`,
      becomes: `      yield dma_resv_unlock(bo.base.resv!);
      if (vma.vm_flags & VM_MIXEDMAP) ret = yield vmf_insert_mixed(cvma, address, pfn);
      else ret = yield vmf_insert_pfn(cvma, address, pfn);
      yield dma_resv_lock(bo.base.resv!, null);
`,
    },
  ],
});
