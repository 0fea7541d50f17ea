import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'prefault-complete',
  row: 'domain.md §6 M3',
  summary: 'Takes any result for an error, and VM_FAULT_NOPAGE is not 0.',
  was: '\t\tif (ret & VM_FAULT_ERROR) {',
  becomes: '\t\tif (ret) {',
});
