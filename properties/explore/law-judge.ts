import { FAULT_ENTER, FAULT_RETURN, TRAP_BEGIN, TRAP_END } from '../../impl/kernel/marks.ts';
import { VM_FAULT_RETRY } from '../../impl/kernel/mm-flags.ts';
import type { World } from '../../impl/kernel/world.ts';
import type { Subject } from '../../impl/subject.ts';
import type { Outcome } from '../../scheduler/execute.ts';
import {
  BEGINS_ANEW,
  type Judge,
  type JudgedStep,
  type Knowledge,
  type Verdict,
} from '../../scheduler/explore/judge.ts';
import { Vectors } from '../../scheduler/explore/vectors.ts';
import type { Operation } from '../../scheduler/operation.ts';
import { EVENT_WORDS, FIELD, Trace } from '../../scheduler/trace.ts';
import { ATTEMPTS } from '../judge/attempt.ts';
import { OBJECT_FACTS, SHARED_FACTS } from '../judge/facts.ts';
import type { Violation } from '../judge/invariant.ts';
import { Oracle } from '../judge/oracle.ts';
import { primaries } from '../judge/primary.ts';
import type { Tools } from '../run/tools.ts';

/** The law that sometimes notices a breach before the law that is meant. */
const CHART = 'conforms-to-statechart';
/** The law about coming back: what it says is found in loops, not in steps. */
const RESOLVES = 'always-resolves';

/** Marks of a step beside `BEGINS_ANEW`: an access traps, and nothing excuses that it does again. */
export const INEXCUSABLE = 2;
/** A call of the handler begins; one has dropped the mmap lock for a retry; an access ends. */
export const CALLS = 4;
export const RETRIES = 8;
export const ACCESS_ENDS = 16;

/** What the statechart has noticed: nothing; something no law has said better; what one has. */

const NOTICED = 1;
const EXPLAINED = 2;

/**
 * The laws as judges of single steps: what they know of what tasks share are the global facts and
 * which laws were broken before; of a task, its attempt.
 *
 * A law that is broken gravely ends what can be concluded. The statechart may notice a breach a
 * step before the law that is meant; only at the end of a run is it certain that no law says it.
 */
export class LawJudge implements Judge {
  private readonly subject: Subject;
  private readonly world: World;
  private readonly invariants: Tools['invariants'];
  private readonly names: readonly string[];
  private readonly oracle: Oracle;
  private readonly trace = new Trace();
  /** The facts, then 1 for each law that was broken, then what the statechart has noticed. */
  private readonly words: Int32Array;
  private readonly facts: number;
  private shared!: Vectors;
  private own!: Vectors;

  constructor(subject: Subject, world: World, { invariants }: Tools) {
    this.subject = subject;
    this.world = world;
    this.invariants = invariants;
    this.names = [...invariants.keys()];
    this.oracle = new Oracle(invariants);
    this.facts = this.oracle.facts.shared.length;
    this.words = new Int32Array(this.facts + this.names.length + 1);
  }

  begin(tasks: number, events: Int32Array): Knowledge {
    const { oracle, words } = this;
    const { facts } = oracle;
    oracle.begin(this.world, this.subject.profile);
    facts.isBack = () => true;
    this.own = new Vectors(facts.attempts[0]!.words);
    this.follow(events);
    words.fill(0);
    words.set(facts.shared);
    this.settle();
    this.shared = new Vectors(words);
    const own = facts.attempts.slice(0, tasks).map((_, task) => this.ownOf(task));
    return { shared: this.shared.numberOf(words), own };
  }

  judge({ task, events }: JudgedStep, shared: number, own: number): Verdict {
    const { oracle } = this;
    this.load(shared);
    this.own.load(own, oracle.facts.attempts[task]!.words);
    this.follow(events);
    const violations = oracle.found.filter(({ invariant }) => invariant !== RESOLVES);
    const found = this.note(violations);
    const isFaulting = task < oracle.facts.faultingTasks;
    const resolves = violations.length < oracle.found.length;
    const marks = (isFaulting ? marksOf(events) : 0) | (resolves ? INEXCUSABLE : 0);
    const ends = violations.some((violation) => this.isFinal(violation));
    return {
      shared: this.sharedNow(),
      own: this.ownOf(task),
      ends,
      found,
      marks,
    };
  }

  end({ shared, own }: Knowledge, outcome: Outcome): readonly string[] {
    const { oracle, trace } = this;
    this.load(shared);
    own.forEach((number, task) => {
      this.own.load(number, oracle.facts.attempts[task]!.words);
    });
    trace.length = 0;
    oracle.end(trace, { outcome, steps: 0, preemptions: 0 });
    const found = this.note(oracle.found);
    // Only now is it certain that no law has said better what the chart has noticed.
    return this.words.at(-1) === NOTICED ? [...found, CHART] : found;
  }

  endless(shared: number): readonly string[] {
    return this.shared.at(shared, this.words.length - 1) === NOTICED ? [CHART] : [];
  }

  mindsWaiting(task: number, own: number, { kind, object, a, b, c }: Operation): boolean {
    const { facts } = this.oracle;
    if (task >= this.world.faults.length) return false;
    this.own.load(own, facts.attempts[task]!.words);
    facts.attempt = facts.attempts[task]!;
    return this.oracle.mindsWaiting({ code: kind.code, task, object, a, b, c, step: 0 });
  }

  /** Judges events from the facts that are there. */
  private follow(events: Int32Array): void {
    const { trace } = this;
    trace.words = events as Int32Array<ArrayBuffer>;
    trace.length = events.length;
    this.oracle.follow(trace, 0);
  }

  private load(shared: number): void {
    const { words, facts, oracle } = this;
    this.shared.load(shared, words);
    oracle.facts.shared.set(words.subarray(0, facts));
    oracle.goOn(words.subarray(facts, facts + this.names.length));
  }

  /** What is news of what was found; notes which laws are broken now. */
  private note(violations: readonly Violation[]): string[] {
    const { words, facts, names } = this;
    const last = words.length - 1;
    const laws = violations.filter(({ invariant }) => invariant !== CHART);
    const chart = violations.find(({ invariant }) => invariant === CHART);
    if (words[last] === NOTICED && laws.length > 0) words[last] = EXPLAINED;
    if (chart) {
      words[last] = laws.some(({ event }) => event >= chart.event) ? EXPLAINED : NOTICED;
    }
    for (const { invariant } of violations) words[facts + names.indexOf(invariant)] = 1;
    return primaries(laws, this.invariants).map(({ violation }) => violation.invariant);
  }

  private sharedNow(): number {
    const { words, oracle } = this;
    words.set(oracle.facts.shared);
    this.settle();
    return this.shared.numberOf(words);
  }

  /** Leaves out what laws do not tell apart. */
  private settle(): void {
    const { words } = this;
    SHARED_FACTS.settle(words);
    for (let at = SHARED_FACTS.size; at < this.facts; at += OBJECT_FACTS.size) {
      OBJECT_FACTS.settle(words.subarray(at, at + OBJECT_FACTS.size));
    }
  }

  private ownOf(task: number): number {
    const { words } = this.oracle.facts.attempts[task]!;
    ATTEMPTS.settle(words);
    return this.own.numberOf(words);
  }

  /** What follows from it is no news. */
  private isFinal({ invariant }: Violation): boolean {
    return invariant !== CHART && this.invariants.get(invariant)!.nonFatal !== true;
  }
}

/** What in these events of a faulting task is counted. */
function marksOf(events: Int32Array): number {
  let marks = 0;
  for (let at = 0; at < events.length; at += EVENT_WORDS) {
    const code = events[at + FIELD.code];
    if (code === TRAP_BEGIN.code) marks |= BEGINS_ANEW;
    else if (code === FAULT_ENTER.code) marks |= CALLS;
    else if (code === TRAP_END.code) marks |= ACCESS_ENDS;
    else if (code === FAULT_RETURN.code && (events[at + FIELD.reply]! & VM_FAULT_RETRY) !== 0) {
      marks |= RETRIES;
    }
  }
  return marks;
}
