import { rewrite } from '../../mutants/patch/rewrite.ts';

/**
 * Only the hook can move the object, and after it the manager is that of the new place: without
 * domain.md §6 B7.
 */
export default rewrite({
  of: 'v5.6',
  file: 'impl/helpers/v5.6.ts',
  summary: 'Looks the manager up just before it takes its lock.',
  edits: [
    {
      was: `    const man = bo.bdev!.man.at(bo.mem.mem_type);
`,
      becomes: '',
    },
    {
      was: `    const err = yield ttm_mem_io_lock(man, true);
`,
      becomes: `    const man = bo.bdev!.man.at(bo.mem.mem_type);
    const err = yield ttm_mem_io_lock(man, true);
`,
    },
  ],
});
