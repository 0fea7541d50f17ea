import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/helpers/static/fault-idle.ts',
  killedBy: 'no-crash',
  row: 'domain.md §2.3',
  summary: 'Asks whether a move is finished when there is none.',
  was: `    if (!bo.moving) return 0;
`,
  becomes: '',
});
