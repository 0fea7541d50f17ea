import { UnusableSubject } from '../../subject.ts';
import { operationsIn, reader } from './operations.ts';
import { ofToday } from './shape.ts';
import { slice } from './slice.ts';
import { nodesIn } from './syntax.ts';
import { topLevel } from './top-level.ts';

/** A driver's own handlers, cut out of its file. */
export interface Handlers {
  /** The file with everything blank but what the handlers need of it. */
  readonly text: string;
  /** The function that was asked for, else the fault handler. */
  readonly called: string;
  readonly fault: string;
  /** Called when a page that is mapped read-only is written to, if the driver wants to know. */
  readonly mkwrite: string | undefined;
}

/**
 * The handlers in a driver's file: the `fault` and `pfn_mkwrite` or `page_mkwrite` of its
 * `vm_operations_struct`, else the functions that look like it. A wanted function is one of them.
 */
export function handlersIn(path: string, text: string, wanted?: string): Handlers {
  const defined = topLevel(text).flatMap(({ kind, names }) => (kind === 'function' ? names : []));
  if (wanted !== undefined && !defined.includes(wanted)) {
    throw new UnusableSubject(`${path} defines no function ${wanted}`);
  }
  const all = operationsIn(text).filter(({ members }) => members.has('fault'));
  const operations =
    all.find(({ members }) => wanted !== undefined && [...members.values()].includes(wanted)) ??
    all.find(({ members }) => defined.includes(members.get('fault')!)) ??
    all[0];
  const member = (name: string): string | undefined => operations?.members.get(name);
  const own = (name: string | undefined) =>
    name !== undefined && defined.includes(name) ? name : undefined;
  const looks = handlersByType(text);
  const isMkwrite = (name: string): boolean => name.endsWith('mkwrite');
  const fault =
    own(wanted !== undefined && !isMkwrite(wanted) ? wanted : member('fault')) ??
    looks.find((name) => name.endsWith('fault'));
  if (fault === undefined)
    throw new UnusableSubject(`${path}: ${noHandler(text, member('fault'))}`);
  const mkwrite =
    own(wanted !== undefined && isMkwrite(wanted) ? wanted : undefined) ??
    own(member('pfn_mkwrite') ?? member('page_mkwrite')) ??
    looks.find(isMkwrite);
  const functions = mkwrite === undefined ? [fault] : [fault, mkwrite];
  for (const one of functions) ofToday(path, text, one);
  return { text: slice(text, functions), called: wanted ?? fault, fault, mkwrite };
}

/** How a driver comes to objects whose faults TTM handles by itself. */
const DEFAULT =
  /\b(?:drm_gem_ttm_mmap|ttm_bo_mmap_obj|drm_gem_vram_driver|ttm_device_init|ttm_bo_device_init)\b/;

/** What to do with a file that has no handler. */
function noHandler(text: string, elsewhere: string | undefined): string {
  if (elsewhere !== undefined) {
    return `its vm_operations_struct has the fault handler ${elsewhere}, which this file does not define: give the file that does`;
  }
  if (DEFAULT.test(text)) {
    return (
      "it has no fault handler of its own: TTM's own is used (ttm_bo_vm_fault), " +
      'so check ttm_bo_vm.c without --handler'
    );
  }
  return (
    'expected a vm_operations_struct with a fault handler of this file, or a function ' +
    '`vm_fault_t NAME_fault(struct vm_fault *)`; found neither: name it as FILE.c:FUNCTION'
  );
}

/** Functions that give a `vm_fault_t` for a `struct vm_fault *`. */
function handlersByType(text: string): string[] {
  const of = reader(text);
  return topLevel(text).flatMap(({ kind, node, names }) => {
    if (kind !== 'function' || node.roles.type === undefined) return [];
    if (of(node.roles.type) !== 'vm_fault_t') return [];
    const [parameters, ...more] = nodesIn(node.roles.declarator!, 'parameter_declaration');
    const isFault = parameters && /^(?:const\s+)?struct\s+vm_fault\s*\*/.test(of(parameters));
    return isFault && more.length === 0 ? names : [];
  });
}
