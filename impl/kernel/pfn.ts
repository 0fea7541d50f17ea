import type { ttm_buffer_object } from './memory/structs.ts';
import { PAGE_SHIFT } from './mm-flags.ts';
import { TTM_PL_VRAM } from './ttm-flags.ts';

/** Page frame numbers: every placement of every object has its own, so a stale one shows. */

/** Page number of the bus aperture through which video memory is seen. */
export const APERTURE = 0x20000;
const SYSTEM_RAM = 0x10000;

/** First page of an object's `generation`-th placement inside its memory type. */
export const startOf = (object: number, generation: number): number =>
  0x400 * (object + 1) + 0x20 * (generation & 0x1f);

/** The pfn of a system page of an object. */
export const systemPfn = (object: number, generation: number, page: number): number =>
  SYSTEM_RAM + startOf(object, generation) + page;

const DUMMIES = SYSTEM_RAM + 0x8000;

/** The pfn of the page that a task is given for one of a device that is gone. */
export const dummyPfn = (task: number): number => DUMMIES + task;
/** Whether a pfn is that of such a page. */
export const isDummyPfn = (pfn: number): boolean => pfn >= DUMMIES && pfn < APERTURE;

/** Is there a `struct page` for this pfn? All below the aperture is system memory. */
export const pfn_valid = (pfn: number): boolean => pfn >>> 0 < APERTURE;

/** The pfn behind a page of video memory; a scattered driver swaps neighbours. */
export const vramPfn = (start: number, page: number, scattered: boolean): number =>
  APERTURE + start + (scattered ? page ^ 1 : page);

/** `driver->io_mem_pfn`: where a page of scattered video memory is seen. */
export function io_mem_pfn(bo: ttm_buffer_object, page_offset: number): number {
  const aperture = (bo.mem.bus.base + bo.mem.bus.offset) >>> PAGE_SHIFT;
  return aperture + (page_offset ^ 1);
}

/** The pfn of a page of an object where it is placed now. */
export function currentPfn(
  bo: ttm_buffer_object,
  object: number,
  page: number,
  scattered: boolean,
): number {
  return bo.mem.mem_type === TTM_PL_VRAM
    ? vramPfn(bo.mem.start, page, scattered)
    : systemPfn(object, bo.generation, page);
}
