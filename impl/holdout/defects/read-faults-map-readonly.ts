import { defect } from '../../mutants/patch/defect.ts';

/**
 * An entry that is there already stays as it is, so whoever writes to a page that was read, or was
 * prefaulted for a reader, faults without end.
 */
export default defect({
  of: 'v5.5',
  file: 'impl/drivers/ttm-default.ts',
  row: 'domain.md §7 G2',
  summary: 'Asks for a writable protection only where the fault is a write.',
  edits: [
    {
      was: 'import { FAULT_FLAG_RETRY_NOWAIT, VM_FAULT_RETRY } from',
      becomes:
        'import { FAULT_FLAG_RETRY_NOWAIT, FAULT_FLAG_WRITE, VM_FAULT_RETRY, VM_SHARED } from',
    },
    {
      was: `      const prot = vm_get_page_prot(vma.vm_flags);
`,
      becomes: `      const write = vmf.flags & FAULT_FLAG_WRITE;
      const prot = vm_get_page_prot(write ? vma.vm_flags : vma.vm_flags & ~VM_SHARED);
`,
    },
  ],
});
