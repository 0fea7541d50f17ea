import { defect } from '../../mutants/patch/defect.ts';

/** The next fault that wants the io lock of this manager hangs: B1 on another path. */
export default defect({
  of: 'rfc',
  file: 'impl/helpers/rfc.ts',
  row: 'domain.md §7 L3',
  summary: 'Returns with the io lock when the faulting page is missing.',
  was: `        if (!page && i === 0) {
          ret = VM_FAULT_OOM;
          break out_io_unlock;
        }`,
  becomes: '        if (!page && i === 0) return VM_FAULT_OOM;',
});
