import type { ttm_buffer_object } from '../../kernel/memory/structs.ts';
import { PAGE_SHIFT } from '../../kernel/mm-flags.ts';
import { io_mem_pfn } from '../../kernel/pfn.ts';

/** `ttm_bo_io_mem_pfn` of v5.3 to v5.9: where a page of io memory is seen (domain.md §1.3). */
export function ttm_bo_io_mem_pfn(bo: ttm_buffer_object, page_offset: number): number {
  if (bo.bdev!.driver!.io_mem_pfn) return io_mem_pfn(bo, page_offset);

  return ((bo.mem.bus.base + bo.mem.bus.offset) >>> PAGE_SHIFT) + page_offset;
}
