/**
 * The simulated kernel as a subject, an actor or a law sees it. Importing this file defines every
 * primitive and every mark, so that each has its code.
 */
export * from './dma-fence.ts';
export * from './dma-resv.ts';
export * from './dma-resv-fences.ts';
export * from './drm-device.ts';
export * from './errno.ts';
export * from './io-mem.ts';
export * from './marks.ts';
export * from './memory/structs.ts';
export * from './mkwrite.ts';
export * from './mm-flags.ts';
export * from './mmap-lock.ts';
export * from './move.ts';
export * from './mutex.ts';
export * from './page-table.ts';
export * from './pfn.ts';
export type * from './profile.ts';
export * from './protection.ts';
export * from './resource.ts';
export * from './signal.ts';
export * from './spinlock.ts';
export * from './time.ts';
export * from './ttm-bo.ts';
export * from './ttm-flags.ts';
export * from './ttm-helper.ts';
export * from './ttm-tt.ts';
export * from './vma.ts';
export * from './vma-copy.ts';
export type * from './world.ts';
