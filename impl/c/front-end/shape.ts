import type { Profile } from '../../kernel/profile.ts';
import { UnusableSubject } from '../../subject.ts';
import { bare } from './bare.ts';
import { operationsIn, reader } from './operations.ts';
import { ownHandlers } from './own-handlers.ts';
import { nodesIn } from './syntax.ts';
import { topLevel } from './top-level.ts';

/** What a file's text tells about the kernel that it was written for (domain.md §9, §10). */
export function profileOf(text: string): Profile {
  const code = bare(text);
  // Both went in v5.10: who has forgotten the lock still asks for the memory in the old way.
  const ioLock = /\bttm_mem_io_(?:lock|reserve_vm)\b/.test(code);
  const mixedmap = /\b(VM_MIXEDMAP|vmf_insert_mixed(_prot)?)\b/.test(code);
  return {
    retry: /\bfault_flag_allow_retry_first\b/.test(code) ? 'many' : 'once',
    lockOrder: /\bttm_bo_wait_unreserved\b/.test(code) ? 'mmap-last' : 'mmap-first',
    ioLock,
    populateNull: ioLock ? 'oops' : 'EINVAL',
    ...(mixedmap ? {} : { vmas: 'pfnmap' }),
    ...(/\bTTM_TT_FLAG_EXTERNAL_MAPPABLE\b/.test(code) ? { imports: 'mappable' } : {}),
    ...(/\.interruptible\s*=\s*true\b/.test(code) ? { populate: 'interruptible' } : {}),
  };
}

/**
 * The function that handles faults, as an expression of C: the one that the file's own
 * `vm_operations_struct` names, else the one of TTM's name, else the default handler over the
 * file's two helpers.
 */
export function handlerOf(path: string, text: string): string {
  const { fault } = ownHandlers(path, text);
  if (fault !== undefined && fault !== 'ttm_bo_vm_fault') {
    if (!definesHelpers(text)) assertHelpers(path, text);
    return fault;
  }
  if (parametersOf(text, 'ttm_bo_vm_fault')) return ofToday(path, text, 'ttm_bo_vm_fault');
  const operations = operationsIn(text).find(({ members }) => members.has('fault'));
  if (operations && !definesHelpers(text)) assertHelpers(path, text);
  if (operations) return `${operations.name}.fault`;
  if (definesHelpers(text)) return 'faultline_default_fault';
  assertHelpers(path, text);
  throw new UnusableSubject(
    `${path}: expected a function ttm_bo_vm_fault, a vm_operations_struct, or both ` +
      'ttm_bo_vm_reserve and ttm_bo_vm_fault_reserved; found none of them',
  );
}

/** The handler's name, if it is called as kernels since v4.11 call it. */
export function ofToday(path: string, text: string, handler: string): string {
  const parameters = parametersOf(text, handler) ?? [];
  const expected = `expected \`vm_fault_t ${handler}(struct vm_fault *)\``;
  if (parameters.some((one) => /\bstruct\s+uvm_faultinfo\b/.test(one))) {
    throw new UnusableSubject(
      `${path}: ${expected}, found one that takes a struct uvm_faultinfo: ` +
        "that is OpenBSD's way of handling faults, and Linux's is simulated",
    );
  }
  if (parameters.length === 2 && /\bstruct\s+vm_area_struct\b/.test(parameters[0]!)) {
    throw new UnusableSubject(
      `${path}: ${expected}, found one that takes the vma as an argument of its own, as up to ` +
        'v4.10: kernels from v4.11 on are simulated',
    );
  }
  return 'ttm_bo_vm_fault';
}

/** Neither another memory manager's file nor a driver's handler by itself is a subject. */
function assertHelpers(path: string, text: string): void {
  const code = bare(text);
  if (!/\bttm_/.test(code) && /\bvm_operations_struct\b/.test(code)) {
    throw new UnusableSubject(
      `${path}: expected handlers of TTM's objects (struct ttm_buffer_object); found a ` +
        'vm_operations_struct, and nothing of TTM: other memory managers are not simulated',
    );
  }
  if (!/\bttm_bo_vm_(?:reserve|fault_reserved)\b/.test(code)) return;
  throw new UnusableSubject(
    `${path}: it calls ttm_bo_vm_reserve or ttm_bo_vm_fault_reserved and does not define both, so ` +
      `it is a driver's file: give it with --handler, as in: check ttm_bo_vm.c --handler ${path}`,
  );
}

/** The parameters of a function as they are written; undefined if the file does not define it. */
export function parametersOf(text: string, name: string): readonly string[] | undefined {
  const of = reader(text);
  const found = topLevel(text).find(({ kind, names }) => kind === 'function' && names[0] === name);
  const declarator = found?.node.roles.declarator;
  if (!found) return undefined;
  const [list] = declarator ? nodesIn(declarator, 'parameter_list') : [];
  return list ? list.parts.filter(({ type }) => type === 'parameter_declaration').map(of) : [];
}

/** Whether the file has both helpers, on which a handler can be built. */
export const definesHelpers = (text: string): boolean =>
  ['ttm_bo_vm_reserve', 'ttm_bo_vm_fault_reserved'].every((name) => parametersOf(text, name));

/** Whether the file has both callbacks for the life of a mapping. */
export const opensVmas = (text: string): boolean =>
  ['ttm_bo_vm_open', 'ttm_bo_vm_close'].every((name) => parametersOf(text, name));

/** Whether the file has `ttm_bo_vm_dummy_page` (v5.14 and later). */
export const hasDummyPage = (text: string): boolean =>
  parametersOf(text, 'ttm_bo_vm_dummy_page') !== undefined;

/** Whether the file's `ttm_bo_vm_fault_reserved` wants a page size as well (v5.7 to v5.15). */
export const takesPageSize = (text: string): boolean =>
  parametersOf(text, 'ttm_bo_vm_fault_reserved')?.length === 4;
