import { defect } from '../../mutants/patch/defect.ts';

/**
 * The second round of a user fault is killable but may not retry: RETRY with the mmap lock
 * dropped breaks the promise of the core.
 */
export default defect({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  row: 'domain.md §7 V2',
  summary: 'Takes KILLABLE for the permission to retry when a move is pending.',
  edits: [
    {
      was: `import { allow_retry } from '../kernel/fault-flags.ts';
`,
      becomes: '',
    },
    {
      was: `import {
  PAGE_SHIFT,`,
      becomes: `import {
  FAULT_FLAG_KILLABLE,
  PAGE_SHIFT,`,
    },
    {
      was: 'vm_fault_idle(allow_retry)',
      becomes: 'vm_fault_idle((flags) => (flags & FAULT_FLAG_KILLABLE) !== 0)',
    },
  ],
});
