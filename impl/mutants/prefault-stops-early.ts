import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'prefault-complete',
  row: 'domain.md §6 M3, B3',
  summary: 'Takes the second page that it maps for one that was mapped already, and stops.',
  was: '      if (ret & VM_FAULT_ERROR) {',
  becomes: `      if (ret === VM_FAULT_NOPAGE && i > 0) break;
      if (ret & VM_FAULT_ERROR) {`,
});
