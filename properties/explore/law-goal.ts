import { eventCode } from '../../impl/kernel/event-names.ts';
import type { Kernel } from '../../impl/kernel/kernel.ts';
import type { World } from '../../impl/kernel/world.ts';
import type { Subject } from '../../impl/subject.ts';
import { mix } from '../../scheduler/digest.ts';
import type { Execution } from '../../scheduler/execute.ts';
import type { Goal } from '../../scheduler/graph/failure-probability.ts';
import { TASKS_MAX } from '../../scheduler/task.ts';
import { EVENT_WORDS, FIELD } from '../../scheduler/trace.ts';
import type { Cause } from '../answers/work.ts';
import { causeOf, keyOf } from '../judge/cause.ts';
import type { Facts } from '../judge/facts.ts';
import { digestOf } from '../judge/facts-digest.ts';
import { Oracle } from '../judge/oracle.ts';
import type { Tools } from '../run/tools.ts';

/** Where a task's accesses trap. */
const TRAP = eventCode('trap_begin');

/** What was known of memory at every task's last trap: two digests each. */
type Traps = Int32Array;

/**
 * That a run breaks a law for the same cause as a finding, be it as a consequence of another one.
 *
 * Judged as runs of a search are judged, by what stands in the trace: a task is back where it was
 * if nobody else has acted since its last trap, and memory is what it was then.
 */
export class LawGoal implements Goal {
  readonly attends: number;
  private readonly subject: Subject;
  private readonly world: World;
  private readonly kernel: Kernel;
  private readonly cause: string;
  private readonly oracle: Oracle;
  private readonly traps: Traps = new Int32Array(2 * TASKS_MAX);
  /** Words of the trace that have been judged. */
  private cursor = 0;
  private readonly slots: { traps: Traps; cursor: number }[] = [];

  constructor(
    { subject, world, kernel }: { subject: Subject; world: World; kernel: Kernel },
    cause: Cause,
    { invariants }: Tools,
  ) {
    this.subject = subject;
    this.world = world;
    this.kernel = kernel;
    this.cause = keyOf(cause);
    // The others only take time: no law asks what another one has found.
    this.oracle = new Oracle(new Map([[cause.invariant, invariants.get(cause.invariant)!]]));
    // Laws judge what faulting tasks do.
    this.attends = (1 << world.faults.length) - 1;
  }

  begin(): void {
    const { facts } = this.oracle;
    this.oracle.begin(this.world, this.subject.profile);
    facts.chart.begin(this.subject.profile);
    facts.isBack = (task, fingerprint) =>
      fingerprint !== 0 &&
      fingerprint === facts.attempts[task]!.trapFingerprint &&
      this.isBack(task);
    this.traps.fill(0);
    this.cursor = 0;
  }

  follow(): boolean | undefined {
    const { trace } = this.kernel;
    this.oracle.follow(trace, this.cursor);
    this.noteTraps();
    this.cursor = trace.length;
    return this.verdict();
  }

  end(execution: Execution): boolean {
    this.oracle.end(this.kernel.trace, execution);
    return this.verdict() ?? false;
  }

  digest(seed: number): number {
    const { facts } = this.oracle;
    const { actingTask: task } = facts;
    const before = digestOf(facts, seed);
    if (!actedAlone(facts, task)) return before;
    return mix(mix(mix(before, 1 + task), this.traps[2 * task]!), this.traps[2 * task + 1]!);
  }

  save(slot: number): void {
    this.oracle.save(slot);
    this.slots[slot] ??= { traps: new Int32Array(2 * TASKS_MAX), cursor: 0 };
    const saved = this.slots[slot];
    saved.traps.set(this.traps);
    saved.cursor = this.cursor;
  }

  restore(slot: number): void {
    const saved = this.slots[slot]!;
    this.oracle.restore(slot);
    this.traps.set(saved.traps);
    this.cursor = saved.cursor;
  }

  /** Of a law only the first breach of a run counts, so the first one decides. */
  private verdict(): boolean | undefined {
    const violation = this.oracle.found[0];
    if (!violation) return undefined;
    return keyOf(causeOf(violation, this.kernel.trace, this.world)) === this.cause;
  }

  /** What memory was like where a task's access trapped: nothing else happens in that step. */
  private noteTraps(): void {
    const { trace, recorder } = this.kernel;
    for (let at = this.cursor; at < trace.length; at += EVENT_WORDS) {
      if (trace.words[at + FIELD.code] !== TRAP) continue;
      const task = trace.words[at + FIELD.task]!;
      this.traps.set(recorder!.state, 2 * task);
    }
  }

  private isBack(task: number): boolean {
    const [low, high] = this.kernel.recorder!.state;
    return (
      actedAlone(this.oracle.facts, task) &&
      this.traps[2 * task] === low &&
      this.traps[2 * task + 1] === high
    );
  }
}

/** Nobody else has done anything since the task's last trap. */
const actedAlone = ({ actingTask, actingSince, attempts }: Facts, task: number): boolean =>
  task >= 0 && actingTask === task && actingSince <= attempts[task]!.trapStep;
