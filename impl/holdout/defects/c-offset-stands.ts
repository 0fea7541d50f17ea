import { defect } from '../../mutants/patch/defect.ts';

/**
 * Every page that is prefaulted leads to the page that faulted: user space reads and writes the
 * wrong data.
 */
export default defect({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  row: 'domain.md §7 P1',
  summary: 'Goes on to the next address but not to the next page of the object.',
  was: `		if (++offset >= last)
			break;`,
  becomes: `		if (offset + 1 >= last)
			break;`,
});
