import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.11+amdgpu',
  file: 'impl/drivers/amdgpu.ts',
  killedBy: 'no-use-after-free',
  row: 'domain.md §6 B13',
  summary: 'Touches the object after a retry, when neither a lock nor a reference keeps it.',
  was: '      if (ret === VM_FAULT_RETRY && !(vmf.flags & FAULT_FLAG_RETRY_NOWAIT)) return ret;',
  becomes: `      if (ret === VM_FAULT_RETRY && !(vmf.flags & FAULT_FLAG_RETRY_NOWAIT)) {
        bo.mem.bus.io_reserved_vm = 0;
        return ret;
      }`,
});
