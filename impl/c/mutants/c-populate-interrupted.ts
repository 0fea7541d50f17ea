import { mutant } from '../../mutants/patch/mutant.ts';

/** As v6.4 did it, but for one of the two ways in which a signal is told. */
export default mutant({
  of: 'v5.11',
  file: 'impl/c/subjects/v5.11.c',
  killedBy: 'signal-is-no-error',
  row: 'domain.md §7 V3, §1.5 v6.4',
  summary: 'Populates so that a signal interrupts it, and forgets -ERESTARTSYS.',
  edits: [
    {
      was: '{ .flags = TTM_OPT_FLAG_FORCE_ALLOC };',
      becomes: `{
			.interruptible = true,
			.flags = TTM_OPT_FLAG_FORCE_ALLOC,
		};
		int err = ttm_tt_populate(bo->ttm, &ctx);`,
    },
    {
      was: `		if (ttm_tt_populate(bo->ttm, &ctx))
			return VM_FAULT_OOM;
`,
      becomes: `		if (err)
			return err == -EINTR || err == -EAGAIN ? VM_FAULT_NOPAGE : VM_FAULT_SIGBUS;
`,
    },
  ],
});
