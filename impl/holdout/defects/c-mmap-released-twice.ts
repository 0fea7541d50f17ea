import { defect } from '../../mutants/patch/defect.ts';

/** The lock is released that another reader holds, by way of a vma that may be freed. */
export default defect({
  of: 'v5.3',
  file: 'impl/c/subjects/v5.3.c',
  row: 'domain.md §7 L2',
  summary: 'Releases the mmap lock in the handler after the idle step has released it.',
  was: `	if (ret == VM_FAULT_RETRY && !(vmf->flags & FAULT_FLAG_RETRY_NOWAIT))
		return ret;
	if (ret)
		goto unlock;`,
  becomes: `	if (ret == VM_FAULT_RETRY && !(vmf->flags & FAULT_FLAG_RETRY_NOWAIT)) {
		up_read(&vma->vm_mm->mmap_sem);
		return ret;
	}
	if (ret)
		goto unlock;`,
});
