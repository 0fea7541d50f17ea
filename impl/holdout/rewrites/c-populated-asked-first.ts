import { rewrite } from '../../mutants/patch/rewrite.ts';

/** A populated table gives 0 at once, and without a table the function is asked as before: §2.6. */
export default rewrite({
  of: 'v5.11',
  file: 'impl/c/subjects/v5.11.c',
  summary: 'Populates only a table that is not populated yet.',
  edits: [
    {
      was: 'static vm_fault_t reserve(',
      becomes: `static bool is_populated(const struct ttm_tt *ttm)
{
	return ttm && ttm->populated;
}

static vm_fault_t reserve(`,
    },
    {
      was: '		if (ttm_tt_populate(bo->ttm, &ctx))',
      becomes: '		if (!is_populated(bo->ttm) && ttm_tt_populate(bo->ttm, &ctx))',
    },
  ],
});
