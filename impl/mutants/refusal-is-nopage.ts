import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.6',
  file: 'impl/helpers/v5.6.ts',
  killedBy: 'always-resolves',
  row: 'domain.md §3.3, §7 G2',
  summary:
    'Says that all is well for a page that the object does not have, so the access faults for ' +
    'ever.',
  was: 'if (page_offset >= bo.num_pages) return VM_FAULT_SIGBUS;',
  becomes: 'if (page_offset >= bo.num_pages) return VM_FAULT_NOPAGE;',
});
