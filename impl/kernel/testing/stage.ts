import type { EventKind } from '../../../scheduler/event.ts';
import type { Operation } from '../../../scheduler/operation.ts';
import type { TraceEvent } from '../../../scheduler/trace.ts';
import { boot } from '../boot.ts';
import { Kernel } from '../kernel.ts';
import { LAYOUT } from '../memory/layout.ts';
import {
  dma_fence,
  dma_resv,
  mm_struct,
  ttm_buffer_object,
  ttm_mem_type_manager,
  ttm_tt,
  vm_area_struct,
  vma_slot,
  ww_acquire_ctx,
} from '../memory/structs.ts';
import { MEMORY_TYPE_NAMES, type MemoryTypeName } from '../ttm-flags.ts';
import { type Sketch, V5_5, worldOf } from './sketch.ts';

/** A booted kernel without a scheduler, the things in it by index, and operations one by one. */
export interface Stage {
  readonly kernel: Kernel;
  readonly mm: mm_struct;
  bo(index?: number): ttm_buffer_object;
  resv(index?: number): dma_resv;
  tt(index?: number): ttm_tt;
  vma(index?: number): vm_area_struct;
  slot(index?: number): vma_slot;
  fence(index?: number): dma_fence;
  man(type: MemoryTypeName): ttm_mem_type_manager;
  /** The acquire context of a task: the lower its stamp, the older. */
  ctx(task: number, stamp?: number): ww_acquire_ctx;
  /** Performs an operation that does not have to wait; its reply. */
  perform(operation: Operation, task?: number): number;
  /** The task would have to wait. */
  blocks(operation: Operation, task?: number): boolean;
  /** The events of one kind so far. */
  events(kind: EventKind): TraceEvent[];
}

/** Boots a kernel. */
export function stage(sketch: Sketch = {}, profile = V5_5): Stage {
  const kernel = new Kernel();
  boot(kernel, worldOf(sketch), profile);
  const blocks = (operation: Operation, task = 0): boolean =>
    operation.kind.enabled?.(kernel, task, operation) === false;
  return {
    kernel,
    mm: mm_struct.at(kernel, LAYOUT.mm),
    bo: (index = 0) => ttm_buffer_object.at(kernel, LAYOUT.objects[index]!),
    resv: (index = 0) => dma_resv.at(kernel, LAYOUT.resvs[index]!),
    tt: (index = 0) => ttm_tt.at(kernel, LAYOUT.tts[index]!),
    vma: (index = 0) => vm_area_struct.at(kernel, LAYOUT.vmas[index]!),
    slot: (index = 0) => vma_slot.at(kernel, LAYOUT.slots[index]!),
    fence: (index = 0) => dma_fence.at(kernel, LAYOUT.fences[index]!),
    man: (type) =>
      ttm_mem_type_manager.at(kernel, LAYOUT.managers[MEMORY_TYPE_NAMES.indexOf(type)]!),
    ctx(task, stamp = task + 1) {
      const ctx = ww_acquire_ctx.at(kernel, LAYOUT.contexts[task]!);
      ctx.stamp = stamp;
      return ctx;
    },
    perform(operation, task = 0) {
      if (blocks(operation, task)) throw new Error(`${operation.kind.name} has to wait`);
      return operation.kind.perform(kernel, task, operation);
    },
    blocks,
    events: (kind) => kernel.trace.events().filter((event) => event.kind === kind),
  };
}
