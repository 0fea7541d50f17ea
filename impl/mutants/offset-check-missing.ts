import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'offset-inside-object',
  row: 'domain.md §6 M19',
  summary: 'Does not ask whether the object has the page that faulted.',
  was: `    if (page_offset >= bo.num_pages) {
      ret = VM_FAULT_SIGBUS;
      break out_io_unlock;
    }
`,
  becomes: '',
});
