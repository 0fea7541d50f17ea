import { rewrite } from '../../mutants/patch/rewrite.ts';

/** Labels and the place of an assignment to a local variable mean nothing. */
export default rewrite({
  of: 'v5.3',
  file: 'impl/c/subjects/v5.3.c',
  summary:
    'Names the two ends of the handler after what they undo, with the result set at the ' +
    'start.',
  edits: [
    {
      was: `	if (ttm_mem_io_lock(man, true)) {
		ret = VM_FAULT_NOPAGE;
		goto unlock;
	}
`,
      becomes: `	ret = VM_FAULT_NOPAGE;
	if (ttm_mem_io_lock(man, true))
		goto drop_reservation;
`,
    },
    {
      was: `		ret = VM_FAULT_SIGBUS;
		goto unlock;
	}

	ret = notify_driver(bo);
	if (ret)
		goto unlock;
`,
      becomes: `		ret = VM_FAULT_SIGBUS;
		goto drop_reservation;
	}

	ret = notify_driver(bo);
	if (ret)
		goto drop_reservation;
`,
    },
    {
      was: `		return ret;
	if (ret)
		goto unlock;
`,
      becomes: `		return ret;
	if (ret)
		goto drop_reservation;
`,
    },
    {
      was: `unlock:
	reservation`,
      becomes: `drop_reservation:
	reservation`,
    },
  ],
});
