import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  killedBy: 'no-sleep-under-spinlock',
  row: 'domain.md §7 L7',
  summary: 'Goes on with the spinlock of the LRU list.',
  was: `		spin_unlock(&bdev->glob->lru_lock);
`,
  becomes: '',
});
