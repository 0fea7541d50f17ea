import { eventCode } from '../../impl/kernel/event-names.ts';
import type { Kernel } from '../../impl/kernel/kernel.ts';
import { LAYOUT } from '../../impl/kernel/memory/layout.ts';
import { dma_fence, page, ttm_buffer_object } from '../../impl/kernel/memory/structs.ts';
import { ROUNDS_MAX } from '../../impl/kernel/trap.ts';
import type { World } from '../../impl/kernel/world.ts';
import type { Subject } from '../../impl/subject.ts';
import { mix } from '../../scheduler/digest.ts';
import type { Execution } from '../../scheduler/execute.ts';
import { type Loops, TRAP } from '../../scheduler/explore/loops.ts';
import type { Watcher } from '../../scheduler/explore/watcher.ts';
import { preemptionsOf } from '../../scheduler/schedule.ts';
import { EVENT_WORDS, FIELD } from '../../scheduler/trace.ts';
import type { Run } from '../answers/run.ts';
import { digestOf } from '../judge/facts-digest.ts';
import { INSERTIONS } from '../judge/insertion.ts';
import type { Violation } from '../judge/invariant.ts';
import { Oracle } from '../judge/oracle.ts';
import { primaries } from '../judge/primary.ts';
import type { Tools } from '../run/tools.ts';
import { type Lap, RestartCounter } from './restart-counter.ts';

/** The law that sometimes notices a breach before the law that is meant. */
const CHART = 'conforms-to-statechart';

const GENERATION = ttm_buffer_object.offsets.generation;
const SIGNALED = dma_fence.offsets.signaled;
const INDEX = page.offsets.index;

/** Address of a page of an object: all of them are one place in memory. */
const pageOf = (bo: number): number => LAYOUT.pages[LAYOUT.objects.indexOf(bo)]![0]!;

/** What is watched. */
export interface Watched {
  readonly subject: Subject;
  readonly world: World;
  readonly tools: Tools;
  readonly kernel: Kernel;
  /** Told of every lap that a task closes; where it is given, no run goes on from there. */
  readonly lap: ((lap: Lap, kernel: Kernel) => void) | undefined;
}

/** Lets the laws follow a run, and says when nothing more can be concluded from it. */
export class LawWatcher implements Watcher {
  readonly attends: number;
  readonly broken = new Map<string, Run>();
  readonly outcomes: Record<string, number> = {};
  readonly restarts: RestartCounter;
  leftEarly = false;
  private readonly it: Watched;
  private readonly oracle: Oracle;
  private readonly lawNumbers: ReadonlyMap<string, number>;
  /** Kinds of events at which laws ask whether a move is over. */
  private readonly asksForFence: ReadonlySet<number>;
  /** Kinds of events at which laws ask for the index of a page. */
  private readonly asksForIndex: ReadonlySet<number>;
  /** Words of the trace that have been judged, by slot and now. */
  private readonly cursors: number[] = [];
  private cursor = 0;

  constructor(it: Watched) {
    this.it = it;
    // Laws judge what faulting tasks do.
    this.attends = (1 << it.world.faults.length) - 1;
    this.oracle = new Oracle(it.tools.invariants);
    this.restarts = new RestartCounter({
      retriesMany: it.subject.profile.retry === 'many',
      roundsMax: it.kernel.trapLimit ?? ROUNDS_MAX,
      leaves: it.lap !== undefined,
    });
    this.asksForFence = new Set(([...INSERTIONS, 'write'] as const).map(eventCode));
    const asked = it.subject.profile.vmas === 'pfnmap' ? [] : INSERTIONS;
    this.asksForIndex = new Set(asked.map(eventCode));
    this.lawNumbers = new Map([...it.tools.invariants.keys()].map((name, index) => [name, index]));
  }

  begin(): void {
    this.oracle.begin(this.it.world, this.it.subject.profile);
    this.restarts.begin();
    this.cursor = 0;
  }

  follow(loops: Loops): boolean {
    const { trace } = this.it.kernel;
    const before = this.oracle.found;
    this.oracle.facts.isBack = (task) => loops.isBack(task, TRAP);
    this.oracle.follow(trace, this.cursor);
    const left = this.attend(loops);
    this.cursor = trace.length;
    const { found } = this.oracle;
    if (found === before) return left;
    this.note((law) => law !== CHART);
    const final = found.some((violation) => this.isFinal(violation));
    this.leftEarly ||= final;
    return left || final;
  }

  /**
   * Where an access begins anew, and what laws have looked at beside what its task did; true where
   * a task has come round and the run is to be left.
   */
  private attend(loops: Loops): boolean {
    let left = false;
    this.restarts.gains.fill(0);
    const { trace, recorder } = this.it.kernel;
    const { facts } = this.oracle;
    const { words, length } = trace;
    for (let at = this.cursor; at < length; at += EVENT_WORDS) {
      const code = words[at + FIELD.code]!;
      const task = words[at + FIELD.task]!;
      if (task < 0 || task >= facts.faultingTasks) continue;
      const lap = this.restarts.take(trace, at, loops);
      if (lap && this.it.lap) {
        this.it.lap(lap, this.it.kernel);
        left = true;
      }
      const { inHandler, bo } = facts.attempts[task]!;
      const object = inHandler ? facts.object(bo) : undefined;
      if (!object) continue;
      recorder!.look(bo + GENERATION);
      if (this.asksForIndex.has(code)) recorder!.look(pageOf(bo) + INDEX);
      if (object.moveFence !== 0 && this.asksForFence.has(code)) {
        recorder!.look(object.moveFence + SIGNALED);
      }
    }
    return left;
  }

  end(execution: Execution): void {
    const { kind } = execution.outcome;
    this.outcomes[kind] = (this.outcomes[kind] ?? 0) + 1;
    this.oracle.end(this.it.kernel.trace, execution);
    // Only now is it known whether the chart has noticed first what some law says better.
    this.note(() => true);
  }

  get gains(): Uint8Array {
    return this.restarts.gains;
  }

  digest(seed: number): number {
    let hash = digestOf(this.oracle.facts, seed);
    for (const { invariant } of this.oracle.found) {
      hash = mix(hash, this.lawNumbers.get(invariant)!);
    }
    return hash;
  }

  save(slot: number): void {
    this.oracle.save(slot);
    this.restarts.save(slot);
    this.cursors[slot] = this.cursor;
  }

  restore(slot: number): void {
    this.oracle.restore(slot);
    this.restarts.restore(slot);
    this.cursor = this.cursors[slot]!;
  }

  private note(counts: (law: string) => boolean): void {
    const { tools, world, kernel } = this.it;
    if (this.oracle.found.length === 0) return;
    for (const { violation } of primaries(this.oracle.found, tools.invariants)) {
      const { invariant } = violation;
      if (this.broken.has(invariant) || !counts(invariant)) continue;
      this.broken.set(invariant, { world, preemptions: preemptionsOf(kernel.trace) });
    }
  }

  /** What follows from it is no news. */
  private isFinal({ invariant }: Violation): boolean {
    return invariant !== CHART && this.it.tools.invariants.get(invariant)!.nonFatal !== true;
  }
}
