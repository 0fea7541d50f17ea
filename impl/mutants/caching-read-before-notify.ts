import { mutant } from './patch/mutant.ts';

/**
 * The hook may move the object to a placement of other caching, and then the entry has the
 * caching of the old one.
 */
export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'right-protection',
  row: 'domain.md §7 R2',
  summary: 'Takes the caching from the placement that the object had before the hook.',
  edits: [
    {
      was: `  ret = yield* notify_driver(bo);
`,
      becomes: `  const { placement } = bo.mem;
  ret = yield* notify_driver(bo);
`,
    },
    {
      was: 'ttm_io_prot(bo.mem.placement, prot)',
      becomes: 'ttm_io_prot(placement, prot)',
    },
  ],
});
