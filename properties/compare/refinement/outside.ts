import type { Kernel } from '../../../impl/kernel/kernel.ts';
import { nameOf } from '../../../impl/kernel/memory/layout.ts';
import type { World } from '../../../impl/kernel/world.ts';
import { mix } from '../../../scheduler/digest.ts';
import type { Outcome } from '../../../scheduler/execute.ts';
import { type Observer, SILENT } from '../../../scheduler/graph/state-graph.ts';
import { EVENT_WORDS, FIELD, type TraceEvent } from '../../../scheduler/trace.ts';
import type { Alphabet } from './alphabet.ts';
import { effectOf, waitOf } from './effects.ts';

/** Effects of a task that nobody else has seen yet, by their numbers. */
interface Kept {
  /** In the order in which they came, what is in no order in ascending order. */
  readonly effects: number[];
  /** References at the end of them, whose order makes no difference. */
  unordered: number;
}

/**
 * Looks at a run from outside: says after each transition which effects have become visible.
 *
 * A lock that is taken or given back shows at once. References that a task takes and gives between
 * two of these are in no order, and show with the next of them; so does what concerns the task
 * alone.
 */
export class Outside implements Observer {
  readonly attends: number;
  private readonly kernel: Kernel;
  private readonly alphabet: Alphabet;
  private readonly world: World;
  private kept: Kept[] = [];
  private readonly slots: Kept[][] = [];
  private cursor = 0;
  private readonly cursors: number[] = [];
  private readonly tasks: number;

  constructor(kernel: Kernel, alphabet: Alphabet, world: World, tasks: number) {
    this.kernel = kernel;
    this.alphabet = alphabet;
    this.attends = (1 << world.faults.length) - 1;
    this.world = world;
    this.tasks = tasks;
  }

  begin(): void {
    this.cursor = 0;
    this.kept = Array.from({ length: this.tasks }, () => ({ effects: [], unordered: 0 }));
  }

  /** `until` is where in the trace the transition ends. */
  follow(task: number, until = this.kernel.trace.length): number {
    const { trace } = this.kernel;
    let seen = 0;
    for (; this.cursor < until; this.cursor += EVENT_WORDS) {
      const matters = task >= 0 && this.alphabet.matters(trace.words[this.cursor + FIELD.code]!);
      if (matters && this.take(trace.at(this.cursor / EVENT_WORDS), task)) {
        seen = this.kept[task]!.effects.length;
      }
    }
    return seen > 0 ? this.show(task, seen) : SILENT;
  }

  end(outcome: Outcome): number {
    const rest = this.kept.flatMap(({ effects }, task) =>
      effects.length === 0 ? [] : [this.alphabet.nameOf(task, effects)],
    );
    return this.alphabet.endOf(outcome, rest);
  }

  digest(seed: number): number {
    let hash = seed;
    for (const { effects, unordered } of this.kept) {
      hash = mix(hash, effects.length);
      for (const effect of effects) hash = mix(hash, effect);
      hash = mix(hash, unordered);
    }
    return hash;
  }

  save(slot: number): void {
    this.cursors[slot] = this.cursor;
    this.slots[slot] = this.kept.map(copyOf);
  }

  restore(slot: number): void {
    this.cursor = this.cursors[slot]!;
    this.kept = this.slots[slot]!.map(copyOf);
  }

  /** True if others see it at once. */
  private take(event: TraceEvent, task: number): boolean {
    if (isIdleLock(event, this.world)) return false;
    const wait = (this.attends & (1 << task)) === 0 ? undefined : waitOf(event);
    if (wait) this.keep(task, this.alphabet.partOf(wait.text), false);
    const effect = effectOf(event);
    if (!effect) return false;
    this.keep(task, this.alphabet.partOf(effect.text), effect.visible === 'reference');
    return effect.visible === 'shared';
  }

  private keep(task: number, part: number, unordered: boolean): void {
    const kept = this.kept[task]!;
    const { effects } = kept;
    let at = effects.length;
    if (unordered) while (at > effects.length - kept.unordered && effects[at - 1]! > part) at -= 1;
    effects.splice(at, 0, part);
    kept.unordered = unordered ? kept.unordered + 1 : 0;
  }

  /** The letter of the first effects of a task; what came after the last shared one is kept. */
  private show(task: number, seen: number): number {
    const { effects, unordered } = this.kept[task]!;
    const letter = this.alphabet.letterOf(task, effects.slice(0, seen));
    this.kept[task] = { effects: effects.slice(seen), unordered };
    return letter;
  }
}

const copyOf = ({ effects, unordered }: Kept): Kept => ({ effects: [...effects], unordered });

/** The io_reserve lock of a manager that does without is taken in name only. */
const isIdleLock = ({ kind, object }: TraceEvent, { driver }: World): boolean =>
  kind.name.startsWith('ttm_mem_io_') &&
  !driver.ioReserveLru.some((type) => nameOf(object) === `man-${type}`);
