import { defect } from '../../mutants/patch/defect.ts';

/** The hook fails in the same way in the next fault: no error, but a loop without end. */
export default defect({
  of: 'v5.10',
  file: 'impl/helpers/static/fault-notify-v5.8.ts',
  row: 'domain.md §2.7',
  summary: 'Answers -ENOMEM of the hook with NOPAGE, as if memory came back by itself.',
  edits: [
    {
      was: 'import { EBUSY, ERESTARTSYS } from',
      becomes: 'import { EBUSY, ENOMEM, ERESTARTSYS } from',
    },
    {
      was: `      case -EBUSY:
`,
      becomes: `      case -EBUSY:
      case -ENOMEM:
`,
    },
  ],
});
