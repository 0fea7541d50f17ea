import { UnusableSubject } from '../../subject.ts';
import { slice } from './slice.ts';
import { bare, topLevel } from './top-level.ts';

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
  const code = bare(text);
  const defined = topLevel(code).flatMap(({ kind, names }) => (kind === 'function' ? names : []));
  if (wanted !== undefined && !defined.includes(wanted)) {
    throw new UnusableSubject(`${path} defines no function ${wanted}`);
  }
  const operations = operationsOf(code);
  const own = (name: string | undefined) =>
    name !== undefined && defined.includes(name) ? name : undefined;
  const looks = handlersByType(code);
  const isMkwrite = (name: string): boolean => name.endsWith('mkwrite');
  const fault =
    own(wanted !== undefined && !isMkwrite(wanted) ? wanted : operations.get('fault')) ??
    looks.find((name) => name.endsWith('fault'));
  if (fault === undefined) {
    throw new UnusableSubject(
      `${path}: expected a vm_operations_struct with a fault handler of this file, or a function ` +
        '`vm_fault_t NAME_fault(struct vm_fault *)`; found neither: name it as FILE.c:FUNCTION',
    );
  }
  const mkwrite =
    own(wanted !== undefined && isMkwrite(wanted) ? wanted : undefined) ??
    own(operations.get('pfn_mkwrite') ?? operations.get('page_mkwrite')) ??
    looks.find(isMkwrite);
  const functions = mkwrite === undefined ? [fault] : [fault, mkwrite];
  return { text: slice(text, functions), called: wanted ?? fault, fault, mkwrite };
}

/** The members of the first `vm_operations_struct` with a fault handler. */
function operationsOf(code: string): ReadonlyMap<string, string> {
  for (const [, body] of code.matchAll(
    /\bstruct\s+vm_operations_struct\s+\w+\s*=\s*\{([^}]*)\}/g,
  )) {
    const members = [...body!.matchAll(/\.(\w+)\s*=\s*&?(\w+)/g)];
    const operations = new Map(members.map(([, member, name]) => [member!, name!]));
    if (operations.has('fault')) return operations;
  }
  return new Map();
}

const handlersByType = (code: string): string[] =>
  [...code.matchAll(/\bvm_fault_t\s+(\w+)\s*\(\s*struct\s+vm_fault\s*\*\s*\w+\s*\)\s*\{/g)].map(
    ([, name]) => name!,
  );
