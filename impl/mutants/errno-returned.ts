import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'documented-return',
  row: 'domain.md §6 M27, B15',
  summary: 'Returns the errno of the io reservation as if it were a fault result.',
  was: `    if (err !== 0) {
      ret = VM_FAULT_SIGBUS;`,
  becomes: `    if (err !== 0) {
      ret = err;`,
});
