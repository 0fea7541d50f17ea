import type { Profile } from '../kernel/profile.ts';
import { UnusableSubject } from '../subject.ts';

/** The text without comments, in which names are looked for. */
const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, (comment) => comment.replaceAll(/[^\n]/g, ' '));

/** What a file's text tells about the kernel that it was written for (domain.md §9, §10). */
export function profileOf(text: string): Profile {
  const code = withoutComments(text);
  const ioLock = /\bttm_mem_io_lock\b/.test(code);
  return {
    retry: /\bfault_flag_allow_retry_first\b/.test(code) ? 'many' : 'once',
    lockOrder: /\bttm_bo_wait_unreserved\b/.test(code) ? 'mmap-last' : 'mmap-first',
    ioLock,
    populateNull: ioLock ? 'oops' : 'EINVAL',
  };
}

/**
 * The function that handles faults, as an expression of C: the one of TTM's name, else the one of
 * the file's `vm_operations_struct`, else the default handler over the file's two helpers.
 */
export function handlerOf(path: string, text: string): string {
  const code = withoutComments(text);
  const defines = (name: string): boolean =>
    new RegExp(`\\b${name}\\s*\\([^;{}]*\\)\\s*\\{`).test(code);
  if (defines('ttm_bo_vm_fault')) return 'ttm_bo_vm_fault';
  const operations = /\bstruct\s+vm_operations_struct\s+(\w+)\s*=/.exec(code)?.[1];
  if (operations !== undefined) return `${operations}.fault`;
  if (defines('ttm_bo_vm_reserve') && defines('ttm_bo_vm_fault_reserved')) {
    return 'faultline_default_fault';
  }
  throw new UnusableSubject(
    `${path}: expected a function ttm_bo_vm_fault, a vm_operations_struct, or both ` +
      'ttm_bo_vm_reserve and ttm_bo_vm_fault_reserved; found none of them',
  );
}

/** Whether the file's `ttm_bo_vm_fault_reserved` wants a page size as well (v5.7 to v5.15). */
export const takesPageSize = (text: string): boolean =>
  /\bttm_bo_vm_fault_reserved\s*\([^()]*,[^()]*,[^()]*,[^()]*\)\s*\{/.test(withoutComments(text));

/** The headers that the file includes, as they are written between the brackets or quotes. */
export const headersOf = (text: string): string[] => [
  ...new Set(
    [...withoutComments(text).matchAll(/^\s*#\s*include\s*[<"]([^>"]+)[>"]/gm)].map(
      ([, name]) => name!,
    ),
  ),
];
