import { mutant } from './patch/mutant.ts';

/** The hook may have made a table by then, or have taken one away. */
export default mutant({
  of: 'v5.10',
  file: 'impl/helpers/v5.10.ts',
  killedBy: 'populates-own-table',
  row: 'domain.md §2.7, §7 R2',
  summary: "Looks the translation table up before the driver's hook, which may move the object.",
  edits: [
    {
      was: 'ReservedHelper = function* (vmf, prot, num_prefault) {',
      becomes: 'ReservedHelper = function* (vmf, prot, num_prefault, table) {',
    },
    {
      was: 'ttm_tt_populate(bo.ttm, {',
      becomes: 'ttm_tt_populate(table, {',
    },
    {
      was: `  const bo = vmf.vma!.vm_private_data!;

`,
      becomes: `  const bo = vmf.vma!.vm_private_data!;
  const table = bo.ttm;

`,
    },
    {
      was: 'vm_fault_idle_reserved(vmf, prot, num_prefault)',
      becomes: 'vm_fault_idle_reserved(vmf, prot, num_prefault, table)',
    },
  ],
});
