import { mutant } from '../../mutants/patch/mutant.ts';

/** The hook may destroy the table or make one: what was looked up before is freed or NULL. */
export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'populates-own-table',
  row: 'domain.md §2.7',
  summary: 'Looks up the translation table before the hook moves the object.',
  edits: [
    {
      was: `	struct ttm_buffer_object *bo = vma->vm_private_data;
	unsigned long address`,
      becomes: `	struct ttm_buffer_object *bo = vma->vm_private_data;
	struct ttm_tt *ttm = bo->ttm;
	unsigned long address`,
    },
    {
      was: 'if (bo->ttm && bo->ttm->page_flags & TTM_PAGE_FLAG_SG)',
      becomes: 'if (ttm && ttm->page_flags & TTM_PAGE_FLAG_SG)',
    },
    {
      was: 'ttm_tt_populate(bo->ttm, &ctx)',
      becomes: 'ttm_tt_populate(ttm, &ctx)',
    },
    {
      was: 'bo->ttm->pages[offset]',
      becomes: 'ttm->pages[offset]',
    },
  ],
});
