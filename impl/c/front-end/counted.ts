import type { OwnPairs } from './pairs.ts';
import type { SourceFile } from './sources.ts';
import { nodesIn } from './syntax.ts';
import { type Item, topLevel } from './top-level.ts';

/** A stand-in that does nothing but count a member of its argument up or down. */
interface Counts {
  readonly name: string;
  readonly member: string;
  readonly up: boolean;
}

const COUNTS = /^\{?\s*\(*(\w+)\)?->([\w.]+)\s*(\+\+|--)\)*;?\s*\}?$/;

/**
 * Pairs that a user's headers show: of two functions or macros one counts a member of its argument
 * up and the other counts it down, so what the one takes the other gives back.
 */
export function countedPairs({ headers }: SourceFile): OwnPairs {
  const all = [...headers.values()].flatMap((text) =>
    topLevel(text).flatMap((item) => countsOf(text, item) ?? []),
  );
  const pairs: Record<string, OwnPairs[string]> = {};
  for (const [member, counts] of Map.groupBy(all, (one) => one.member)) {
    const [takes, ...more] = counts.filter(({ up }) => up);
    const [gives, ...others] = counts.filter(({ up }) => !up);
    if (!takes || !gives || more.length > 0 || others.length > 0) continue;
    pairs[member] = { takes: { [takes.name]: {} }, gives: { [gives.name]: 0 } };
  }
  return pairs;
}

function countsOf(text: string, { node, names, start, end }: Item): Counts | undefined {
  const [parameters] = nodesIn(node, 'preproc_params', 'parameter_list');
  const body = node.roles.value ?? node.roles.body;
  const [name] = names;
  if (!parameters || !body || name === undefined || parameters.parts.length !== 1) return undefined;
  const [, argument, member, sign] =
    COUNTS.exec(text.slice(body.start, Math.min(body.end, end)).trim()) ?? [];
  const isItsOwn =
    argument !== undefined &&
    new RegExp(`\\b${argument}\\W*$`).test(
      text.slice(parameters.parts[0]!.start, parameters.parts[0]!.end),
    );
  if (!isItsOwn || start >= end) return undefined;
  return { name, member: member!, up: sign === '++' };
}
