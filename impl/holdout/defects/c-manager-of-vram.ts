import { defect } from '../../mutants/patch/defect.ts';

/**
 * Objects elsewhere reserve io memory, and change the io LRU of their manager, under the lock of
 * another one.
 */
export default defect({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  row: 'domain.md §7 L4',
  summary: 'Always locks the manager of VRAM, as only VRAM is io memory.',
  was: '&bo->bdev->man[bo->mem.mem_type]',
  becomes: '&bo->bdev->man[TTM_PL_VRAM]',
});
