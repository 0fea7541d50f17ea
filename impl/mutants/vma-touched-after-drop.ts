import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/static/fault-idle.ts',
  killedBy: 'no-vma-after-mmap-drop',
  row: 'domain.md §6 M9, B32',
  summary: 'Finds its object by the vma again, after the mmap lock was dropped.',
  was: 'yield ttm_bo_put(bo);',
  becomes: 'yield ttm_bo_put(vmf.vma!.vm_private_data!);',
});
