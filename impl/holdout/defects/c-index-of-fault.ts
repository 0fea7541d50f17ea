import { defect } from '../../mutants/patch/defect.ts';

/** By the index the core finds the entries of a page: those of prefaulted ones it misses. */
export default defect({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  row: 'domain.md §1.5 step 9',
  summary: 'Gives every page that it maps the index of the page that faulted.',
  was: '			page->index = start + offset;',
  becomes: '			page->index = vmf->pgoff;',
});
