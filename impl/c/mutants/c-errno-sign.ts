import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'signal-is-no-error',
  row: 'domain.md §7 V3',
  summary: 'Compares with the errno without its sign, so that a signal is an error.',
  was: 'err != -ERESTARTSYS',
  becomes: 'err != ERESTARTSYS',
});
