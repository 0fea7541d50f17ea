import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'prefault-bounded',
  row: 'domain.md §7 P4',
  summary: 'Maps one page more than it was asked for.',
  was: 'i < num_prefault',
  becomes: 'i <= num_prefault',
});
