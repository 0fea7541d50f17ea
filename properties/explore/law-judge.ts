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
import type { Operation } from '../../scheduler/operation.ts';
import { EVENT_WORDS, FIELD } from '../../scheduler/trace.ts';
import type { Violation } from '../judge/invariant.ts';
import { primaries } from '../judge/primary.ts';
import type { Tools } from '../run/tools.ts';
import { RememberedFacts } from './remembered-facts.ts';

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
  private readonly world: World;
  private readonly invariants: Tools['invariants'];
  private readonly names: readonly string[];
  /** Its last word is what the statechart has noticed. */
  private readonly known: RememberedFacts;

  constructor(subject: Subject, world: World, { invariants }: Tools) {
    this.world = world;
    this.invariants = invariants;
    this.names = [...invariants.keys()];
    this.known = new RememberedFacts({ subject, world }, invariants, 1);
    this.known.oracle.facts.isBack = () => true;
  }

  begin(tasks: number, events: Int32Array): Knowledge {
    return this.known.begin(tasks, events);
  }

  judge({ task, events }: JudgedStep, shared: number, own: number): Verdict {
    const { known } = this;
    known.load(shared, task, own);
    known.follow(events);
    const broken = known.oracle.found;
    const violations = broken.filter(({ invariant }) => invariant !== RESOLVES);
    const found = this.note(violations);
    const resolves = violations.length < broken.length;
    const marks = task < this.world.faults.length ? marksOf(events) : 0;
    return {
      shared: known.sharedNow(),
      own: known.ownOf(task),
      ends: violations.some((violation) => this.isFinal(violation)),
      found,
      marks: marks | (resolves ? INEXCUSABLE : 0),
    };
  }

  end(knowledge: Knowledge, outcome: Outcome): readonly string[] {
    const found = this.note(this.known.end(knowledge, outcome));
    // Only now is it certain that no law has said better what the chart has noticed.
    return this.known.words.at(-1) === NOTICED ? [...found, CHART] : found;
  }

  endless(shared: number): readonly string[] {
    const { known } = this;
    return known.wordOf(shared, known.words.length - 1) === NOTICED ? [CHART] : [];
  }

  mindsWaiting(task: number, own: number, operation: Operation): boolean {
    return this.known.mindsWaiting(task, own, operation);
  }

  /** What is news of what was found; notes which laws are broken now. */
  private note(violations: readonly Violation[]): string[] {
    const { names } = this;
    const { words, facts } = this.known;
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
