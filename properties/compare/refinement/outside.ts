import { nameOf } from '../../../impl/kernel/memory/layout.ts';
import type { World } from '../../../impl/kernel/world.ts';
import type { Outcome } from '../../../scheduler/execute.ts';
import type { Judge, JudgedStep, Knowledge, Verdict } from '../../../scheduler/explore/judge.ts';
import { SILENT } from '../../../scheduler/graph/state-graph.ts';
import type { Operation } from '../../../scheduler/operation.ts';
import { EVENT_WORDS, FIELD, Trace, type TraceEvent } from '../../../scheduler/trace.ts';
import type { Alphabet } from './alphabet.ts';
import { effectOf, waitOf, waitsUnseen } from './effects.ts';

/** Effects of a task that nobody else has seen yet, by their numbers. */
interface Kept {
  /** In the order in which they came, what is in no order in ascending order. */
  readonly effects: readonly number[];
  /** References at the end of them, whose order makes no difference. */
  readonly unordered: number;
}

/**
 * Looks at a run from outside: marks each step with the letter that it shows, `SILENT` for nothing.
 *
 * A lock that is taken or given back shows at once. References that a task takes and gives between
 * two of these are in no order, and show with the next of them; so does what concerns the task
 * alone.
 */
export class Outside implements Judge {
  private readonly alphabet: Alphabet;
  private readonly world: World;
  private readonly trace = new Trace();
  /** What a task may keep, by number. */
  private readonly kept: Kept[] = [{ effects: [], unordered: 0 }];
  private readonly numbers = new Map<string, number>([['0', 0]]);

  constructor(alphabet: Alphabet, world: World) {
    this.alphabet = alphabet;
    this.world = world;
  }

  begin(tasks: number): Knowledge {
    return { shared: 0, own: Array<number>(tasks).fill(0) };
  }

  judge({ task, events }: JudgedStep, shared: number, own: number): Verdict {
    const { trace } = this;
    trace.words = events as Int32Array<ArrayBuffer>;
    trace.length = events.length;
    let kept = this.kept[own]!;
    let seen = 0;
    for (let at = 0; at < events.length; at += EVENT_WORDS) {
      if (!this.alphabet.matters(events[at + FIELD.code]!)) continue;
      const event = trace.at(at / EVENT_WORDS);
      if (this.isIdleLock(event)) continue;
      const wait = task < this.world.faults.length ? waitOf(event) : undefined;
      if (wait) kept = this.after(kept, wait.text, false);
      const effect = effectOf(event);
      if (!effect) continue;
      kept = this.after(kept, effect.text, effect.visible === 'reference');
      if (effect.visible === 'shared') seen = kept.effects.length;
    }
    const { effects, unordered } = kept;
    // What came after the last effect that shows at once is kept.
    const marks = seen > 0 ? this.alphabet.letterOf(task, effects.slice(0, seen)) : SILENT;
    const number = this.numberOf({ effects: effects.slice(seen), unordered });
    return { shared, own: number, ends: false, found: [], marks };
  }

  end(): readonly string[] {
    return [];
  }

  endless(): readonly string[] {
    return [];
  }

  mindsWaiting(task: number, _own: number, { kind, object }: Operation): boolean {
    return (
      task < this.world.faults.length && !waitsUnseen(kind) && !this.isIdleLock({ kind, object })
    );
  }

  /** The letter of a run that ends so. */
  seenAtEnd({ own }: Knowledge, outcome: Outcome): number {
    const rest = own.flatMap((number, task) => {
      const { effects } = this.kept[number]!;
      return effects.length === 0 ? [] : [this.alphabet.nameOf(task, effects)];
    });
    return this.alphabet.endOf(outcome, rest);
  }

  private after({ effects, unordered }: Kept, text: string, isUnordered: boolean): Kept {
    const part = this.alphabet.partOf(text);
    let at = effects.length;
    if (isUnordered) while (at > effects.length - unordered && effects[at - 1]! > part) at -= 1;
    return { effects: effects.toSpliced(at, 0, part), unordered: isUnordered ? unordered + 1 : 0 };
  }

  private numberOf(kept: Kept): number {
    const key = [kept.unordered, ...kept.effects].join();
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.kept.push(kept) - 1;
    this.numbers.set(key, number);
    return number;
  }

  /** The io_reserve lock of a manager that does without is taken in name only. */
  private isIdleLock({ kind, object }: Pick<TraceEvent, 'kind' | 'object'>): boolean {
    return (
      kind.name.startsWith('ttm_mem_io_') &&
      !this.world.driver.ioReserveLru.some((type) => nameOf(object) === `man-${type}`)
    );
  }
}
