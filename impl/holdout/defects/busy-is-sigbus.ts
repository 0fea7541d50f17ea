import { defect } from '../../mutants/patch/defect.ts';

/** A driver that is busy for a moment says "later"; instead the process is killed. */
export default defect({
  of: 'v5.5',
  file: 'impl/helpers/static/fault-notify.ts',
  row: 'domain.md §1.5 step 3',
  summary: 'Answers -EBUSY of the hook with SIGBUS.',
  was: `      case -EBUSY:
      case -ERESTARTSYS:`,
  becomes: '      case -ERESTARTSYS:',
});
