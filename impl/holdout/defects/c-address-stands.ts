import { defect } from '../../mutants/patch/defect.ts';

/** The entry is there from the second insertion on, so that nothing is prefaulted: B3 again. */
export default defect({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  row: 'domain.md §7 P4',
  summary: 'Goes on to the next page of the object but not to the next address.',
  was: `		address += PAGE_SIZE;
`,
  becomes: '',
});
