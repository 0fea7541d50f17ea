import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'prefault-error-swallowed',
  row: 'domain.md §6 M4, B4',
  summary: 'Returns the error of a page that nobody asked for.',
  was: `        if (i === 0) break out_io_unlock;
        break;`,
  becomes: '        break out_io_unlock;',
});
