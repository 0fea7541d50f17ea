import { mutant } from './patch/mutant.ts';

/**
 * Eviction from the io LRU leaves the base where it is: the window may be another object's by then,
 * and no eviction finds this one any more.
 */
export default mutant({
  of: 'v5.3',
  file: 'impl/helpers/v5.3.ts',
  killedBy: 'conforms-to-statechart',
  row: 'domain.md §1.3',
  summary: 'Takes io memory for reserved when its base on the bus is known.',
  was: 'err = yield ttm_mem_io_reserve_vm(bo);',
  becomes: 'err = bo.mem.bus.base !== 0 ? 0 : yield ttm_mem_io_reserve_vm(bo);',
});
