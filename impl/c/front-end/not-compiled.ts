import { fileOf } from '../../../scheduler/source-line.ts';
import type { NotCompiled } from '../../subject.ts';
import { bare } from './bare.ts';
import type { LeftOut } from './conditions.ts';
import { neededBy } from './slice.ts';
import { topLevel } from './top-level.ts';

/** A text as the user gave it, and as a build of the kernel compiles it. */
interface Decided {
  readonly path: string;
  readonly given: string;
  /** With blanks for what is not compiled: every character keeps its place. */
  readonly text: string;
  readonly leftOut: readonly LeftOut[];
}

/**
 * Lines of the fault path that a condition keeps from being compiled: those inside of a function
 * that the handlers come to, and other definitions of what they use.
 */
export function notCompiled(
  { path, given, text, leftOut }: Decided,
  functions: readonly string[],
): NotCompiled[] {
  if (leftOut.length === 0) return [];
  const { wanted, names } = neededBy(text, functions);
  const functionsWanted = [...wanted].filter(({ kind }) => kind === 'function');
  const starts = startsOf(given);
  const code = bare(given);
  return leftOut.flatMap(({ from, to, condition }) => {
    const [start, end] = [starts[from - 1]!, starts[to] ?? given.length];
    const inside = functionsWanted.some((item) => item.start < start && end <= item.end);
    const defines = (): boolean =>
      topLevel(code.slice(start, end)).some((item) => item.names.some((name) => names.has(name)));
    if (!inside && !defines()) return [];
    return [{ at: `${fileOf(path)}:${from}${to > from ? `-${to}` : ''}`, condition }];
  });
}

/** Where each line of a text begins. */
const startsOf = (text: string): number[] => [
  0,
  ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1),
];
