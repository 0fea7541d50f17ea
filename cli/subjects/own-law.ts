import '../../impl/kernel/index.ts';
import type { Invariant } from '../../properties/judge/invariant.ts';
import { codeOf, eventKinds } from '../../scheduler/event.ts';
import { usage } from '../exit.ts';
import { didYouMean } from '../names.ts';

/** A law from a file of the user's: what it throws while it judges is a fault of that file. */
export function ownLaw(file: string, law: Invariant): Invariant {
  const { on, begin, atEnd } = law;
  if (on === undefined && atEnd === undefined) {
    throw usage(`${file}: a law wants on or atEnd, where it is judged`);
  }
  const judges = Object.entries(on ?? {}).map(([event, judge]) => {
    assertEvent(file, event);
    return [event, guarded(file, judge)] as const;
  });
  return {
    ...law,
    ...(on && { on: Object.fromEntries(judges) }),
    ...(begin && { begin: guarded(file, begin.bind(law)) }),
    ...(atEnd && { atEnd: guarded(file, atEnd.bind(law)) }),
  };
}

function assertEvent(file: string, name: string): void {
  if (codeOf(name) !== undefined) return;
  const names = eventKinds().map((kind) => kind.name);
  const guess = didYouMean(name, names);
  throw usage(`${file}: a law is judged at events, and there is no event ${name}${guess}`);
}

const guarded =
  <Asked extends readonly unknown[], Answer>(file: string, judge: (...asked: Asked) => Answer) =>
  (...asked: Asked): Answer => {
    try {
      return judge(...asked);
    } catch (error) {
      throw usage(`${file}: the law threw ${String(error)}`, error);
    }
  };
