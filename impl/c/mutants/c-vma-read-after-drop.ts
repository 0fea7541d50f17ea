import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'no-vma-after-mmap-drop',
  row: 'domain.md §6 M9',
  summary: 'Asks the vma for its flags after the mmap lock was dropped.',
  was: `			return VM_FAULT_RETRY;
		}

		err`,
  becomes: `			return vmf->vma->vm_flags ? VM_FAULT_RETRY : 0;
		}

		err`,
});
