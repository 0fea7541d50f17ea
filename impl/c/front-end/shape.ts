import type { Profile } from '../../kernel/profile.ts';
import { UnusableSubject } from '../../subject.ts';
import { bare } from './top-level.ts';

/** What a file's text tells about the kernel that it was written for (domain.md §9, §10). */
export function profileOf(text: string): Profile {
  const code = bare(text);
  const ioLock = /\bttm_mem_io_lock\b/.test(code);
  const mixedmap = /\b(VM_MIXEDMAP|vmf_insert_mixed(_prot)?)\b/.test(code);
  return {
    retry: /\bfault_flag_allow_retry_first\b/.test(code) ? 'many' : 'once',
    lockOrder: /\bttm_bo_wait_unreserved\b/.test(code) ? 'mmap-last' : 'mmap-first',
    ioLock,
    populateNull: ioLock ? 'oops' : 'EINVAL',
    ...(mixedmap ? {} : { vmas: 'pfnmap' }),
  };
}

/**
 * The function that handles faults, as an expression of C: the one of TTM's name, else the one of
 * the file's `vm_operations_struct`, else the default handler over the file's two helpers.
 */
export function handlerOf(path: string, text: string): string {
  const code = bare(text);
  if (defines(code, 'ttm_bo_vm_fault')) return 'ttm_bo_vm_fault';
  const operations = /\bstruct\s+vm_operations_struct\s+(\w+)\s*=/.exec(code)?.[1];
  if (operations !== undefined) return `${operations}.fault`;
  if (definesHelpers(text)) return 'faultline_default_fault';
  throw new UnusableSubject(
    `${path}: expected a function ttm_bo_vm_fault, a vm_operations_struct, or both ` +
      'ttm_bo_vm_reserve and ttm_bo_vm_fault_reserved; found none of them',
  );
}

const defines = (code: string, name: string): boolean =>
  new RegExp(`\\b${name}\\s*\\([^;{}]*\\)\\s*\\{`).test(code);

/** Whether the file has both helpers, on which a handler can be built. */
export function definesHelpers(text: string): boolean {
  const code = bare(text);
  return defines(code, 'ttm_bo_vm_reserve') && defines(code, 'ttm_bo_vm_fault_reserved');
}

/** Whether the file's `ttm_bo_vm_fault_reserved` wants a page size as well (v5.7 to v5.15). */
export const takesPageSize = (text: string): boolean =>
  /\bttm_bo_vm_fault_reserved\s*\([^()]*,[^()]*,[^()]*,[^()]*\)\s*\{/.test(bare(text));
