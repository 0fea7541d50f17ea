/** Memory types and placement flags of TTM. */
export const TTM_PL_SYSTEM = 0;
export const TTM_PL_TT = 1;
export const TTM_PL_VRAM = 2;

export const TTM_PL_FLAG_CACHED = 1 << 16;
export const TTM_PL_FLAG_UNCACHED = 1 << 17;
export const TTM_PL_FLAG_WC = 1 << 18;

export const TTM_PAGE_FLAG_SG = 1 << 8;
/** Of an EXTERNAL table (v5.16 and later) whose pages are the driver's own (domain.md §2.6). */
export const TTM_TT_FLAG_EXTERNAL_MAPPABLE = 1 << 9;

/** Default number of pages mapped by one fault. */
export const TTM_BO_VM_NUM_PREFAULT = 16;

export const MEMORY_TYPE_NAMES = ['system', 'tt', 'vram'] as const;
export type MemoryTypeName = (typeof MEMORY_TYPE_NAMES)[number];
