import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  killedBy: 'conforms-to-statechart',
  row: 'domain.md §1.5',
  summary: 'Gives the io lock back while it asks for the size of the object, and takes it again.',
  was: `	if (offset >= bo->num_pages) {
`,
  becomes: `	ttm_mem_io_unlock(man);
	if (ttm_mem_io_lock(man, true))
		return VM_FAULT_NOPAGE;
	if (offset >= bo->num_pages) {
`,
});
