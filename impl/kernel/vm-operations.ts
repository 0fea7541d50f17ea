import type { Coroutine } from '../../scheduler/operation.ts';
import type { vm_area_struct } from './memory/structs.ts';

/** The callbacks of a `vm_operations_struct` for the life of a mapping (domain.md §1.8). */
export interface VmOperations {
  /** Another vma shows the object: fork and split. */
  open(vma: vm_area_struct): Coroutine<unknown>;
  /** A vma is gone: munmap and exit. */
  close(vma: vm_area_struct): Coroutine<unknown>;
}
