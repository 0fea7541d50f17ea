import { defect } from '../../mutants/patch/defect.ts';

/** A vma that user space has mapped for reading gets entries through which it may write. */
export default defect({
  of: 'rfc',
  file: 'impl/drivers/ttm-default.ts',
  row: 'domain.md §7 P6',
  summary: 'Asks for a writable protection for every vma.',
  edits: [
    {
      was: 'import { FAULT_FLAG_RETRY_NOWAIT, VM_FAULT_RETRY } from',
      becomes: 'import { FAULT_FLAG_RETRY_NOWAIT, VM_FAULT_RETRY, VM_WRITE } from',
    },
    {
      was: 'vm_get_page_prot(vma.vm_flags)',
      becomes: 'vm_get_page_prot(vma.vm_flags | VM_WRITE)',
    },
  ],
});
