import type { EventName } from '../../impl/kernel/event-names.ts';
import type { PortableEvent } from '../../properties/answers/portable-event.ts';
import type { ReportedFinding } from '../format.ts';

/** Two traces side by side, from their beginnings on. */
export interface Sides {
  /** What the two are called. */
  readonly titles: readonly [string, string];
  readonly rows: readonly SidesRow[];
  /** Index of the first row in which they differ; the number of rows if none does. */
  readonly parts: number;
}

/** What both do at the same place of their traces; null where one has come to its end. */
export type SidesRow = readonly [SideLine | null, SideLine | null];

/** One operation of one side. */
export interface SideLine {
  readonly task: string;
  readonly text: string;
  /** The line of that side's source, or null. */
  readonly at: string | null;
}

/** A finding's run beside what the other side does under the same schedule. */
export const sidesOf = (
  { trace }: Pick<ReportedFinding, 'trace'>,
  other: { readonly subject: string; readonly trace: readonly PortableEvent[] },
): Sides => twoTraces(['this run', `${other.subject}, same schedule`], [trace, other.trace]);

/** Two traces, as far as their operations and answers go; helpers are divided differently. */
export function twoTraces(
  titles: Sides['titles'],
  [one, other]: readonly [readonly PortableEvent[], readonly PortableEvent[]],
): Sides {
  const [left, right] = [operationsIn(one), operationsIn(other)];
  const rows = Array.from(
    { length: Math.max(left.length, right.length) },
    (_, at): SidesRow => [left[at] ?? null, right[at] ?? null],
  );
  const parts = rows.findIndex(([a, b]) => a?.text !== b?.text || a?.task !== b?.task);
  return { titles, rows, parts: parts < 0 ? rows.length : parts };
}

/** Marks that both sides have, however they are written. */
const ANSWERS: ReadonlySet<string> = new Set(['fault_return', 'trap_end'] satisfies EventName[]);

function operationsIn(trace: readonly PortableEvent[]): SideLine[] {
  const isOperation = ({ step, task }: PortableEvent, index: number): boolean =>
    task !== '' && trace[index - 1]?.step !== step;
  return trace
    .filter((event, index) => isOperation(event, index) || ANSWERS.has(event.event))
    .map(({ task, text, at }) => ({ task, text, at: at ?? null }));
}

/** The same as a table with a head, around the first difference: for where nobody can scroll. */
export const sidesTable = ({ titles, rows, parts }: Sides): readonly (readonly string[])[] => [
  [titles[0], '', titles[1]],
  ...[...rows.entries()]
    .slice(Math.max(0, parts - BEFORE), parts + AFTER)
    .map(([at, [one, other]]) => [inWords(one), signOf(at, parts), inWords(other)]),
];

const BEFORE = 3;
const AFTER = 6;

/** Behind the first difference nothing is compared: the two do different things there. */
export const signOf = (at: number, parts: number): string =>
  at < parts ? '=' : at === parts ? '≠' : '';

const inWords = (line: SideLine | null): string =>
  line === null ? '' : `${line.task} ${line.text}`;
