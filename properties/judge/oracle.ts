import { VM_CLOSED, VM_OPENED } from '../../impl/kernel/marks.ts';
import type { Profile } from '../../impl/kernel/profile.ts';
import type { World } from '../../impl/kernel/world.ts';
import { codeOf } from '../../scheduler/event.ts';
import type { Execution } from '../../scheduler/execute.ts';
import { EVENT_WORDS, type Trace } from '../../scheduler/trace.ts';
import { type Event, newFacts } from './facts.ts';
import { beginFacts } from './facts-at-boot.ts';
import { GOALS } from './goals.ts';
import type { Invariant, Judge, Violation, WaitJudge } from './invariant.ts';
import { countsWaits } from './ledger/entry.ts';
import { ledgerByCode, takeIn } from './ledger.ts';

/** Every law, by name. */
export type Invariants = ReadonlyMap<string, Invariant>;

interface Listener {
  readonly law: number;
  readonly judge: Judge;
}

interface Ending {
  readonly law: number;
  readonly atEnd: NonNullable<Invariant['atEnd']>;
}

/**
 * Judges traces by all laws in one pass. Made once and used for all runs.
 *
 * Of a law that is broken several times in one run only the first time is reported.
 */
export class Oracle {
  readonly facts = newFacts();
  private readonly names: readonly string[];
  /** What is to be called when a run begins and when it ends; most laws have neither. */
  private readonly begins: readonly NonNullable<Invariant['begin']>[];
  private readonly ends: readonly Ending[];
  /** 1 for each law that the run has broken already. */
  private readonly broken: Uint8Array;
  private violations: readonly Violation[] = [];
  /** By event code: who is to be asked. */
  private readonly listeners: Listener[][] = [];
  /** By event code: who judges it if it had to wait. */
  private readonly waits: WaitJudge[][] = [];
  private readonly ledger = ledgerByCode();
  /** By event code: goals that can be reached there, by index. */
  private readonly goals: number[][] = [];
  /** How often each goal was reached. */
  readonly reached = new Uint32Array(GOALS.length);
  private readonly event: Event = {
    code: 0,
    task: 0,
    object: 0,
    a: 0,
    b: 0,
    c: 0,
    reply: 0,
    step: 0,
    waited: false,
  };

  constructor(invariants: Invariants) {
    this.names = [...invariants.keys()];
    const laws = [...invariants.values()];
    this.broken = new Uint8Array(laws.length);
    this.begins = laws.flatMap(({ begin }) => begin ?? []);
    this.ends = laws.flatMap(({ atEnd }, law) => (atEnd ? [{ law, atEnd }] : []));
    laws.forEach((law, index) => {
      for (const [name, judge] of Object.entries(law.on ?? {})) this.listen(index, name, judge);
      for (const [name, judge] of Object.entries(law.onWait ?? {})) {
        this.listen(index, name, (event, facts) =>
          event.waited ? judge(event, facts) : undefined,
        );
        this.waits[codeOf(name)!] ??= [];
        this.waits[codeOf(name)!]!.push(judge);
      }
    });
    GOALS.forEach((goal, index) => {
      for (const name of goal.on) {
        const code = codeOf(name)!;
        this.goals[code] ??= [];
        this.goals[code].push(index);
      }
    });
  }

  private listen(law: number, name: string, judge: Judge): void {
    const code = codeOf(name);
    if (code === undefined) {
      throw new Error(`${this.names[law]} listens to ${name}, which is no event`);
    }
    this.listeners[code] ??= [];
    this.listeners[code].push({ law, judge });
  }

  /** Does anything that is judged or noted depend on whether this operation has to wait? */
  mindsWaiting(event: Omit<Event, 'reply' | 'waited'>): boolean {
    const { facts } = this;
    const judges = this.waits[event.code] ?? [];
    return countsWaits(facts.attempt) || judges.some((judge) => judge(event, facts) !== undefined);
  }

  /** The laws that a run broke, in the order in which it broke them. */
  judge(trace: Trace, world: World, profile: Profile, execution: Execution): readonly Violation[] {
    this.begin(world, profile);
    this.follow(trace, 0);
    return this.end(trace, execution);
  }

  /** A run begins, which is to be judged while it goes on. */
  begin(world: World, profile: Profile): void {
    const { facts } = this;
    this.violations = [];
    this.broken.fill(0);
    beginFacts(facts, world, profile);
    for (const begin of this.begins) begin(facts);
  }

  /** The laws that the run has broken so far. */
  get found(): readonly Violation[] {
    return this.violations;
  }

  /** Judges the events from this word of the trace on. */
  follow(trace: Trace, from: number): void {
    const { facts, event, broken } = this;
    const faulting = facts.faultingTasks;
    const { words, length } = trace;
    for (let at = from; at < length; at += EVENT_WORDS) {
      event.code = words[at]!;
      event.task = words[at + 1]!;
      event.object = words[at + 2]!;
      event.a = words[at + 3]!;
      event.b = words[at + 4]!;
      event.c = words[at + 5]!;
      event.reply = words[at + 6]!;
      event.step = words[at + 7]! >> 1;
      event.waited = (words[at + 7]! & 1) === 1;
      const heard = this.listeners[event.code];
      const goals = this.goals[event.code];
      // Of what the environment does only the subject's own code is judged.
      const judged =
        event.task >= 0 &&
        (event.task < faulting || event.code === VM_OPENED.code || event.code === VM_CLOSED.code);
      if (judged) facts.attempt = facts.attempts[event.task]!;
      if (judged && goals !== undefined && facts.attempt.inHandler) this.reach(goals);
      if (judged && heard !== undefined) {
        for (const { law, judge } of heard) {
          if (broken[law] !== 0) continue;
          const found = judge(event, facts);
          if (found === undefined) continue;
          broken[law] = 1;
          this.note({
            invariant: this.names[law]!,
            found,
            task: event.task,
            step: event.step,
            event: at / EVENT_WORDS,
          });
        }
      }
      takeIn(event, facts, this.ledger[event.code]);
    }
  }

  /** The run is over: asks the laws that look at it as a whole. */
  end(trace: Trace, execution: Execution): readonly Violation[] {
    this.judgeEnd(trace, execution);
    return this.violations;
  }

  /** Goes on from facts that the caller has set; 1 for each law that was broken before. */
  goOn(broken: ArrayLike<number>): void {
    this.broken.set(broken);
    this.violations = [];
  }

  private reach(goals: readonly number[]): void {
    for (const goal of goals) {
      if (GOALS[goal]!.when(this.event, this.facts)) this.reached[goal]! += 1;
    }
  }

  private note(violation: Violation): void {
    this.violations = [...this.violations, violation];
  }

  private judgeEnd(trace: Trace, execution: Execution): void {
    for (const { law, atEnd } of this.ends) {
      if (this.broken[law] !== 0) continue;
      const breach = atEnd(this.facts, execution);
      if (breach === undefined) continue;
      this.note({
        invariant: this.names[law]!,
        found: breach.found,
        task: breach.task,
        step: breach.step ?? execution.steps,
        event: trace.count,
      });
    }
  }
}
