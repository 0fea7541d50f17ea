import type { Finding } from '../../properties/answers/finding.ts';
import type { Lasso } from '../../properties/answers/restart-bounds.ts';
import type { Size } from '../../properties/answers/run.ts';

/** `1 task`, `2 tasks`. */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : plural}`;

/** `12 400`: digits in groups of three. */
export const grouped = (value: number): string =>
  String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ' ');

/** `2 laws`, or `1 law in 2 ways` where a law was broken for several reasons. */
export function lawsBroken(findings: readonly Pick<Finding, 'invariant'>[]): string {
  const laws = new Set(findings.map(({ invariant }) => invariant)).size;
  const ways = laws === findings.length ? '' : ` in ${findings.length} ways`;
  return `${counted(laws, 'law')}${ways}`;
}

/** `1 task, 0 switches, 1 fault, 7 steps`. */
export const sizeInWords = ({ tasks, switches, faults, steps }: Size): string =>
  [
    counted(tasks, 'task'),
    counted(switches, 'switch', 'switches'),
    counted(faults, 'fault'),
    counted(steps, 'step'),
  ].join(', ');

/** `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** The first few of many, and how many there are beyond. */
export function few(words: readonly string[], most: number): string {
  const shown = words.slice(0, most).join(', ');
  return words.length > most ? `${shown} and ${words.length - most} more` : shown;
}

/** Which steps of a lasso repeat, who starves, and whether a fair scheduler would end it. */
export function lassoInWords({ task, from, to, others, fair }: Lasso): string {
  const loop = `steps ${from} to ${to - 1} end in the state in which they began, so they can repeat`;
  const end = fair
    ? 'nobody else can go on, so no fair scheduler ends it'
    : `a fair scheduler ends it, as ${listed(others)} can go on`;
  return `${loop}: ${task} starves; ${end}`;
}
