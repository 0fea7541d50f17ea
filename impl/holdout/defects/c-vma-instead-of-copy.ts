import { defect } from '../../mutants/patch/defect.ts';

/** Entries of video memory are cached, and encrypted on top: user space sees garbage. */
export default defect({
  of: 'rfc',
  file: 'impl/c/subjects/rfc.c',
  row: 'domain.md §7 P6',
  summary: 'Inserts into mixed maps by the vma itself, not by the copy that has the protection.',
  was: 'vmf_insert_mixed(&copy, address,',
  becomes: 'vmf_insert_mixed(vma, address,',
});
