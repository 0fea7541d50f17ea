import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/rfc.ts',
  killedBy: 'bo-ref-held-while-waiting',
  row: 'domain.md §6 B10',
  summary: 'Waits for the reservation of an object that anybody may free meanwhile.',
  edits: [
    {
      was: `        yield ttm_bo_get(bo);
`,
      becomes: '',
    },
    {
      was: `        yield ttm_bo_put(bo);
`,
      becomes: '',
    },
  ],
});
