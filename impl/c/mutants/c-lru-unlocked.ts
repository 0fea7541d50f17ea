import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  killedBy: 'lru-changed-under-lock',
  row: 'domain.md §1.5 step 3',
  summary: 'Makes the object the most recent of its LRU without the LRU spinlock.',
  edits: [
    {
      was: `		spin_lock(&bdev->glob->lru_lock);
`,
      becomes: '',
    },
    {
      was: `		spin_unlock(&bdev->glob->lru_lock);
`,
      becomes: '',
    },
  ],
});
