import { rewrite } from '../mutants/patch/rewrite.ts';

/**
 * Nothing is left to do for which the reservation is needed; the lock is the device's, and the mmap
 * lock keeps the object.
 */
export default rewrite({
  of: 'v5.3',
  file: 'impl/helpers/v5.3.ts',
  summary: 'Gives the reservation back before the io lock.',
  was: `    yield ttm_mem_io_unlock(man);
  }
`,
  becomes: `    yield reservation_object_unlock(bo.resv!);
    yield ttm_mem_io_unlock(man);
    return ret;
  }
`,
});
