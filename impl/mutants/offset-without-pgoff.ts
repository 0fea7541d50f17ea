import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'right-page-mapped',
  row: 'domain.md §6 B24, §2.10',
  summary: 'Forgets that a vma may begin in the middle of its object.',
  was: `    let page_offset =
      ((address - vma.vm_start) >>> PAGE_SHIFT) + vma.vm_pgoff - bo.base.vma_node.start;`,
  becomes: '    let page_offset = (address - vma.vm_start) >>> PAGE_SHIFT;',
});
