import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'documented-return',
  row: 'domain.md §6 M27',
  summary: 'Returns an errno, which as an unsigned result has every bit of an error.',
  was: `	if (ttm_mem_io_reserve(bo->bdev, &bo->mem))
		return VM_FAULT_SIGBUS;
`,
  becomes: `	int err = ttm_mem_io_reserve(bo->bdev, &bo->mem);

	if (err)
		return err;
`,
});
