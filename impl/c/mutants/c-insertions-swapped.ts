import { mutant } from '../../mutants/patch/mutant.ts';

/** Inserting a valid frame as a bare pfn into a VM_MIXEDMAP vma is a BUG. */
export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'no-crash',
  row: 'domain.md §2.8',
  summary:
    'Inserts by the function for mixed maps where the vma is none, and by the other ' +
    'where it is.',
  was: 'if (vma->vm_flags & VM_MIXEDMAP)',
  becomes: 'if (!(vma->vm_flags & VM_MIXEDMAP))',
});
