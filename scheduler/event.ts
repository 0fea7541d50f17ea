/**
 * What can stand in a trace: a named kind of event with a small integer code.
 *
 * Codes index dispatch tables and are given in the order in which kinds are defined; files and
 * reports only ever use names.
 */
export interface EventKind {
  readonly name: string;
  readonly code: number;
  /** What the three arguments `a`, `b`, `c` and the reply mean, for whoever prints them. */
  readonly args: readonly ArgumentType[];
  readonly reply: ArgumentType;
}

/** How an integer of an event is to be read. */
export type ArgumentType =
  | 'address'
  | 'bool'
  | 'errno'
  | 'flags'
  | 'hex'
  | 'int'
  | 'prot'
  | 'task'
  | 'vm_fault'
  | 'void';

const kinds: EventKind[] = [];
const codes = new Map<string, number>();

/** Gives a kind its code; a name can be taken once. */
export function register<K extends Omit<EventKind, 'code'>>(kind: K): K & { code: number } {
  if (codes.has(kind.name)) throw new Error(`event kind ${kind.name} is defined twice`);
  const registered = { ...kind, code: kinds.length };
  codes.set(kind.name, registered.code);
  kinds.push(registered);
  return registered;
}

/** An event that is no operation: a fact that the simulated kernel or the harness notes. */
export function defineMark(
  name: string,
  args: readonly ArgumentType[] = [],
  reply: ArgumentType = 'void',
): EventKind {
  return register({ name, args, reply });
}

/** The kind with this code. */
export function kindOf(code: number): EventKind {
  const kind = kinds[code];
  if (!kind) throw new Error(`no event kind has code ${code}; there are ${kinds.length}`);
  return kind;
}

/** The code of the kind with this name, or undefined. */
export const codeOf = (name: string): number | undefined => codes.get(name);

/** Every kind defined so far, by code. */
export const eventKinds = (): readonly EventKind[] => kinds;
