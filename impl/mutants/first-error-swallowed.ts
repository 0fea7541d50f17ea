import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'first-error-reported',
  row: 'domain.md §6 M5, B5',
  summary: 'Says that all is well although the faulting page could not be mapped.',
  was: `        if (i === 0) break out_io_unlock;
        break;`,
  becomes: '        break;',
});
