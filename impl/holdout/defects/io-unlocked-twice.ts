import { defect } from '../../mutants/patch/defect.ts';

/** By the second time another thread may have the lock, and loses it. */
export default defect({
  of: 'v5.3',
  file: 'impl/helpers/v5.3.ts',
  row: 'domain.md §7 L8',
  summary: 'Gives the io lock back where populating fails, and once more at the end.',
  was: `          ret = VM_FAULT_OOM;
          break out_io_unlock;
        }
      }

      // Map`,
  becomes: `          ret = VM_FAULT_OOM;
          yield ttm_mem_io_unlock(man);
          break out_io_unlock;
        }
      }

      // Map`,
});
