import { UnusableSubject } from '../../subject.ts';
import { bare } from './bare.ts';
import { operationsIn } from './operations.ts';
import { topLevel } from './top-level.ts';

/** What the kernel would call of a file with helpers, and what it would not be judged by. */
export interface OwnHandlers {
  /** The function that handles faults, undefined if the file names none. */
  readonly fault: string | undefined;
  readonly mkwrite: string | undefined;
  /** Other operations that the file gives, which no fault comes to. */
  readonly others: readonly string[];
}

/** Operations that the simulated kernel calls, as what they are called. */
const CALLED = ['fault', 'pfn_mkwrite', 'page_mkwrite'];
const OPERATIONS = [...CALLED, 'open', 'close', 'access', 'huge_fault', 'map_pages'];

/**
 * The handlers that a file's own `vm_operations_struct` names: that is what the kernel calls,
 * whatever other functions are called. Assignments count, however the struct's type is spelled.
 * Refuses a file that names several for the same, since one cannot tell which would be called.
 */
export function ownHandlers(path: string, text: string): OwnHandlers {
  const code = bare(text);
  const named = (operation: string): string | undefined => {
    const found = [
      ...code.matchAll(new RegExp(`(?:\\.|->)\\s*${operation}\\s*=(?!=)\\s*&?\\s*(\\w+)`, 'g')),
    ].map(([, name]) => name!);
    const names = [...new Set(found)].filter((name) => name !== 'NULL');
    if (names.length <= 1) return names[0];
    throw new UnusableSubject(
      `${path}: expected one function as .${operation}, found ${names.join(' and ')}: ` +
        'which of them the kernel calls cannot be told',
    );
  };
  const defined = topLevel(text).flatMap(({ kind, names }) => (kind === 'function' ? names : []));
  const own = (name: string | undefined): string | undefined =>
    name !== undefined && defined.includes(name) ? name : undefined;
  const positional = operationsIn(text).find(({ members }) => members.size === 0)?.name;
  const fault = own(named('fault'));
  return {
    fault: fault ?? (positional === undefined ? undefined : `${positional}.fault`),
    mkwrite: own(named('pfn_mkwrite')) ?? own(named('page_mkwrite')),
    others: OPERATIONS.filter((each) => !CALLED.includes(each)).flatMap(
      (each) => own(named(each)) ?? [],
    ),
  };
}
