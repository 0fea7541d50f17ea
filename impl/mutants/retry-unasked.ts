import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/static/fault-idle.ts',
  killedBy: 'retry-only-if-allowed',
  row: 'domain.md §7 V2',
  summary: 'Takes the first round of a fault for one in which a retry is allowed.',
  edits: [
    {
      was: `  FAULT_FLAG_RETRY_NOWAIT,
`,
      becomes: `  FAULT_FLAG_RETRY_NOWAIT,
  FAULT_FLAG_TRIED,
`,
    },
    {
      was: 'if (may_retry(vmf.flags)) {',
      becomes: 'if (!(vmf.flags & FAULT_FLAG_TRIED)) {',
    },
  ],
});
