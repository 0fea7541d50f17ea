import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'prefault-error-swallowed',
  row: 'domain.md §1.5 step 9, §7 P3',
  summary: 'Returns VM_FAULT_OOM for a page that is missing though nobody asked for it.',
  was: 'if (!page && i === 0) {',
  becomes: 'if (!page) {',
});
