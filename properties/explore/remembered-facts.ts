import type { World } from '../../impl/kernel/world.ts';
import type { Subject } from '../../impl/subject.ts';
import type { Outcome } from '../../scheduler/execute.ts';
import type { Knowledge } from '../../scheduler/explore/judge.ts';
import { Vectors } from '../../scheduler/explore/vectors.ts';
import type { Operation } from '../../scheduler/operation.ts';
import { Trace } from '../../scheduler/trace.ts';
import { ATTEMPTS } from '../judge/attempt.ts';
import { OBJECT_FACTS, SHARED_FACTS } from '../judge/facts.ts';
import type { Violation } from '../judge/invariant.ts';
import { type Invariants, Oracle } from '../judge/oracle.ts';

/**
 * An oracle that judges single steps: what it knew before each is loaded by its numbers, and what
 * it knows then gets numbers. What tasks share are the global facts, then a word for each law,
 * which is 1 once it was broken, and a few words more; each task's own is its attempt.
 */
export class RememberedFacts {
  readonly oracle: Oracle;
  /** The events that are judged. */
  readonly trace = new Trace();
  /** All words of what tasks share, and where those of the laws stand. */
  readonly words: Int32Array;
  readonly facts: number;
  private readonly laws: number;
  private readonly subject: Subject;
  private readonly world: World;
  private shared!: Vectors;
  private own!: Vectors;

  /** With so many words beside the facts and the laws. */
  constructor(
    { subject, world }: { readonly subject: Subject; readonly world: World },
    invariants: Invariants,
    more: number,
  ) {
    this.subject = subject;
    this.world = world;
    this.oracle = new Oracle(invariants);
    this.facts = this.oracle.facts.shared.length;
    this.laws = invariants.size;
    this.words = new Int32Array(this.facts + this.laws + more);
  }

  /** Everything begins; these events came before the first step. */
  begin(tasks: number, events: Int32Array): Knowledge {
    const { oracle, words } = this;
    const { facts } = oracle;
    oracle.begin(this.world, this.subject.profile);
    facts.chart.begin(this.subject.profile);
    this.own = new Vectors(facts.attempts[0]!.words);
    this.follow(events);
    words.fill(0);
    words.set(facts.shared);
    this.settle();
    this.shared = new Vectors(words);
    const own = facts.attempts.slice(0, tasks).map((_, task) => this.ownOf(task));
    return { shared: this.shared.numberOf(words), own };
  }

  /** Goes back to what was known before a step of the task. */
  load(shared: number, task: number, own: number): void {
    this.loadShared(shared);
    this.own.load(own, this.oracle.facts.attempts[task]!.words);
  }

  /** Judges events from the facts that are there. */
  follow(events: Int32Array): void {
    const { trace } = this;
    trace.words = events as Int32Array<ArrayBuffer>;
    trace.length = events.length;
    this.oracle.follow(trace, 0);
  }

  /** The laws that are broken where a run ends so. */
  end({ shared, own }: Knowledge, outcome: Outcome): readonly Violation[] {
    const { oracle, trace } = this;
    this.loadShared(shared);
    own.forEach((number, task) => {
      this.own.load(number, oracle.facts.attempts[task]!.words);
    });
    trace.length = 0;
    return oracle.end(trace, { outcome, steps: 0, preemptions: 0 });
  }

  /** A word of what tasks share, by its number. */
  wordOf(shared: number, word: number): number {
    return this.shared.at(shared, word);
  }

  /** The number of what tasks share now. */
  sharedNow(): number {
    const { words, oracle } = this;
    words.set(oracle.facts.shared);
    this.settle();
    return this.shared.numberOf(words);
  }

  /** The number of what is known of the task now. */
  ownOf(task: number): number {
    const { words } = this.oracle.facts.attempts[task]!;
    ATTEMPTS.settle(words);
    return this.own.numberOf(words);
  }

  /** Does any law care whether the task has to wait for this operation? */
  mindsWaiting(task: number, own: number, { kind, object, a, b, c }: Operation): boolean {
    const { facts } = this.oracle;
    if (task >= this.world.faults.length) return false;
    this.own.load(own, facts.attempts[task]!.words);
    facts.attempt = facts.attempts[task]!;
    return this.oracle.mindsWaiting({ code: kind.code, task, object, a, b, c, step: 0 });
  }

  private loadShared(shared: number): void {
    const { words, facts, laws, oracle } = this;
    this.shared.load(shared, words);
    oracle.facts.shared.set(words.subarray(0, facts));
    oracle.goOn(words.subarray(facts, facts + laws));
  }

  /** Leaves out what laws do not tell apart. */
  private settle(): void {
    const { words } = this;
    SHARED_FACTS.settle(words);
    for (let at = SHARED_FACTS.size; at < this.facts; at += OBJECT_FACTS.size) {
      OBJECT_FACTS.settle(words.subarray(at, at + OBJECT_FACTS.size));
    }
  }
}
