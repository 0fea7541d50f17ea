import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'repaired',
  file: 'impl/helpers/repaired.ts',
  killedBy: 'io-lock-same-manager',
  row: 'domain.md §6 M18, B7',
  summary: "Looks the manager up before the driver's hook, which may move the object.",
  edits: [
    {
      was: `  const bo = vmf.vma!.vm_private_data!;
`,
      becomes: `  const bo = vmf.vma!.vm_private_data!;
  const man = bo.bdev!.man.at(bo.mem.mem_type);
`,
    },
    {
      was: `  // The hook may have moved the object: only now this is the manager that counts.
  const man = bo.bdev!.man.at(bo.mem.mem_type);
`,
      becomes: '',
    },
  ],
});
