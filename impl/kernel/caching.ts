import {
  TTM_PL_FLAG_CACHED,
  TTM_PL_FLAG_UNCACHED,
  TTM_PL_FLAG_WC,
  TTM_PL_SYSTEM,
  TTM_PL_VRAM,
} from './ttm-flags.ts';
import type { Caching } from './world.ts';

/** How the pages of a placement are cached (domain.md §2.11). */

/** The flag in `mem.placement` that says so. */
export const CACHING_FLAGS: Readonly<Record<Caching, number>> = {
  cached: TTM_PL_FLAG_CACHED,
  'write-combined': TTM_PL_FLAG_WC,
  uncached: TTM_PL_FLAG_UNCACHED,
};

/**
 * The caching that a move to this memory type leaves an object with: system memory is cached, video
 * memory never is, and a table keeps the caching that it was made with.
 */
export function cachingAfterMove(type: number, made: Caching): Caching {
  if (type === TTM_PL_SYSTEM) return 'cached';
  return type === TTM_PL_VRAM && made === 'cached' ? 'write-combined' : made;
}
