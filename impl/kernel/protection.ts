import type { ttm_buffer_object } from './memory/structs.ts';
import {
  PROT_ENCRYPTED,
  PROT_PRESENT,
  PROT_RW,
  PROT_UNCACHED,
  PROT_WRITE_COMBINED,
  VM_SHARED,
  VM_WRITE,
} from './mm-flags.ts';
import { TTM_PL_FLAG_CACHED, TTM_PL_FLAG_WC, TTM_PL_VRAM } from './ttm-flags.ts';

/** Protection bits; pure functions, as in the kernel (domain.md §2.8). */

/**
 * Protection of a vma's flags: writable when shared and writable; memory is encrypted by default.
 */
export function vm_get_page_prot(vm_flags: number): number {
  const writable = (vm_flags & VM_WRITE) !== 0 && (vm_flags & VM_SHARED) !== 0;
  return PROT_PRESENT | PROT_ENCRYPTED | (writable ? PROT_RW : 0);
}

/** Adds the caching bits of a placement. */
export function ttm_io_prot(placement: number, prot: number): number {
  if ((placement & TTM_PL_FLAG_CACHED) !== 0) return prot;
  return prot | ((placement & TTM_PL_FLAG_WC) !== 0 ? PROT_WRITE_COMBINED : PROT_UNCACHED);
}

/** Clears the encryption bit, as io memory needs it. */
export const pgprot_decrypted = (prot: number): number => prot & ~PROT_ENCRYPTED;

/** The protection that a mapping of this object is to have. */
export function ttm_io_prot_of(bo: ttm_buffer_object, prot: number): number {
  const cached = ttm_io_prot(bo.mem.placement, prot);
  return bo.mem.mem_type === TTM_PL_VRAM ? pgprot_decrypted(cached) : cached;
}
