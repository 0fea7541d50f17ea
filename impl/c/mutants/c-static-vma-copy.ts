import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/c/subjects/v5.5.c',
  killedBy: 'right-protection',
  row: 'domain.md §7 P6',
  summary: 'Keeps its copy of the vma in static memory, which two threads share.',
  edits: [
    {
      was: `	struct vm_area_struct copy = *vma;
`,
      becomes: `	static struct vm_area_struct copy;
`,
    },
    {
      was: `	vm_fault_t ret;
	pgoff_t i;
`,
      becomes: `	vm_fault_t ret;
	pgoff_t i;

	copy = *vma;
`,
    },
  ],
});
