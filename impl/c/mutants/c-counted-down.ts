import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'prefault-bounded',
  row: 'domain.md §7 P4',
  summary: 'Counts the pages that are left in an unsigned number until it is negative.',
  edits: [
    {
      was: `	vm_fault_t ret = VM_FAULT_NOPAGE;
`,
      becomes: `	vm_fault_t ret = VM_FAULT_NOPAGE;
	unsigned long left;
`,
    },
    {
      was: '\t/* Map the page that faulted and,',
      becomes: `	left = last - offset;
	/* Map the page that faulted and,`,
    },
    {
      was: `		if (++offset >= last)
`,
      becomes: `		offset++;
		if (--left < 0)
`,
    },
  ],
});
