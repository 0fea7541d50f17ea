import type { Letter } from './alphabet.ts';
import { isReference } from './effects.ts';

/** What the first list has more often than the second. */
function without(one: readonly string[], other: readonly string[]): readonly string[] {
  const left = [...other];
  return one.filter((each) => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** The letter that is most like this one, of those of the same task. */
function nearest({ task, effects }: Letter, instead: readonly Letter[]): Letter | undefined {
  const unlike = (other: Letter): number =>
    without(effects, other.effects).length + without(other.effects, effects).length;
  const own = instead.filter((other) => other.task === task);
  return own.reduce<Letter | undefined>(
    (best, other) => (!best || unlike(other) < unlike(best) ? other : best),
    undefined,
  );
}

/** The effect that says most: a result before a lock or a mapping, and these before references. */
const telling = (effects: readonly string[]): string =>
  effects.find((effect) => effect.startsWith('returns ')) ??
  effects.find((effect) => !isReference(effect)) ??
  effects[0]!;

/** The same without what names a single object: `fault` for `fault-2`, no addresses. */
const general = (text: string): string =>
  text
    .replace(/^maps .*/, 'maps a page')
    .replace(/\bman-\w+/, 'io_reserve')
    .replace(/-\d+\b/g, '');

/** What differences of one kind have in common: who does it, and what the other side has not. */
export function kindOf(letter: Letter, task: string, instead: readonly Letter[]): string {
  const { effects } = letter;
  const who = general(task);
  const other = nearest(letter, instead)?.effects ?? [];
  const more = without(effects, other);
  if (more.length > 0) return `${who} ${general(telling(more))}`.trim();
  const less = without(other, effects);
  if (less.length > 0) return `${who} does without: ${general(telling(less))}`.trim();
  return `${who} in another order: ${general(telling(effects))}`.trim();
}
