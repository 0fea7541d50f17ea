import { rewrite } from '../../mutants/patch/rewrite.ts';

export default rewrite({
  of: 'v5.3',
  file: 'impl/c/subjects/v5.3.c',
  summary: 'Unlocks and returns at once where the label behind the end was gone to.',
  edits: [
    {
      was: `		ret = VM_FAULT_SIGBUS;
		goto unlock;
`,
      becomes: `		reservation_object_unlock(bo->resv);
		return VM_FAULT_SIGBUS;
`,
    },
    {
      was: `		ret = VM_FAULT_NOPAGE;
		goto unlock;
`,
      becomes: `		reservation_object_unlock(bo->resv);
		return VM_FAULT_NOPAGE;
`,
    },
  ],
});
