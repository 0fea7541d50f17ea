import { mutant } from './patch/mutant.ts';

/** Two threads that change the same list at once corrupt it. */
export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/static/fault-notify.ts',
  killedBy: 'lru-changed-under-lock',
  row: 'domain.md §1.5 step 3',
  summary: 'Makes the object the most recent of its LRU without the LRU spinlock.',
  edits: [
    {
      was: `      yield spin_lock(bdev.glob!.lru_lock);
`,
      becomes: '',
    },
    {
      was: `      yield spin_unlock(bdev.glob!.lru_lock);
`,
      becomes: '',
    },
    {
      was: `import { spin_lock, spin_unlock } from '../../kernel/spinlock.ts';
`,
      becomes: '',
    },
  ],
});
