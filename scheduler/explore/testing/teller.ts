import { kindOf } from '../../event.ts';
import type { Outcome } from '../../execute.ts';
import { isOperation } from '../../operation.ts';
import { EVENT_WORDS, FIELD } from '../../trace.ts';
import {
  BEGINS_ANEW,
  type Judge,
  type JudgedStep,
  type Knowledge,
  type Verdict,
} from '../judge.ts';
import { Search } from '../search.ts';
import { Steps } from '../steps.ts';
import type { RecordedToy } from './machine.ts';
import { everySchedule } from './odometer.ts';
import { ANEW, FLAG, load, type Program } from './programs.ts';

/** What is told of an event, after what its task did before. */
function told(events: Int32Array, at: number): string {
  const word = (field: number): number => events[at + field]!;
  return `${kindOf(word(FIELD.code)).name} ${word(FIELD.object)} ${word(FIELD.a)}=${word(FIELD.reply)}`;
}

/**
 * A judge that remembers all that every task has done and been answered, and tells it at the end of
 * a run; a flag ends the run at once. What daemons do is not told: the run may be over before.
 */
export class Teller implements Judge {
  private readonly texts: string[] = [''];
  private readonly daemons: number;

  constructor({ stage }: RecordedToy) {
    this.daemons = stage.daemons;
  }

  begin(tasks: number, events: Int32Array): Knowledge {
    const own = Array<number>(tasks).fill(0);
    for (let at = 0; at < events.length; at += EVENT_WORDS) {
      const task = events[at + FIELD.task]!;
      own[task] = this.after(task, own[task]!, events.slice(at, at + EVENT_WORDS));
    }
    return { shared: 0, own };
  }

  judge({ task, events }: JudgedStep, shared: number, own: number): Verdict {
    const codes = [...events].filter((_, word) => word % EVENT_WORDS === FIELD.code);
    const flag = codes.indexOf(FLAG.code);
    const found = flag < 0 ? [] : [`flag of ${task}: ${events[flag * EVENT_WORDS + FIELD.a]}`];
    const marks = codes.includes(ANEW.code) ? BEGINS_ANEW : 0;
    return { shared, own: this.after(task, own, events), ends: flag >= 0, found, marks };
  }

  end({ own }: Knowledge, outcome: Outcome): readonly string[] {
    return [`${JSON.stringify(outcome)} ${own.map((text) => this.texts[text]!).join(' | ')}`];
  }

  endless(): readonly string[] {
    return [];
  }

  mindsWaiting(): boolean {
    return false;
  }

  private after(task: number, own: number, events: Int32Array): number {
    let text = this.texts[own]!;
    if ((this.daemons & (1 << task)) !== 0) return 0;
    for (let at = 0; at < events.length; at += EVENT_WORDS) {
      // What begins anew forgets what it did.
      text = events[at] === ANEW.code ? '' : `${text}, ${told(events, at)}`;
    }
    const known = this.texts.indexOf(text);
    return known >= 0 ? known : this.texts.push(text) - 1;
  }
}

/** Every state of a machine's tasks. */
export function searched(machine: RecordedToy, statesMax = 100_000) {
  const steps = new Steps(machine.stage, new Teller(machine));
  const search = new Search(steps, { stop: ({ states }) => states >= statesMax });
  const all = search.run();
  return { search, steps, all, ends: new Set(search.found.keys()) };
}

/** The same ends, from every run of a program, one after the other. */
export function toldByRuns(program: Program, preemptions = Number.POSITIVE_INFINITY): Set<string> {
  const machine = load(program);
  const ends = new Set<string>();
  everySchedule((strategy) => {
    const teller = new Teller(machine);
    const { outcome } = machine.run(strategy);
    const { words, length } = machine.trace;
    const own: number[] = machine.specs.map(() => 0);
    let begun = false;
    for (let at = 0; at < length; at += EVENT_WORDS) {
      const task = words[at + FIELD.task]!;
      const events = words.slice(at, at + EVENT_WORDS);
      const verdict = teller.judge({ task, events }, 0, own[task]!);
      own[task] = verdict.own;
      begun ||= isOperation(kindOf(words[at]!));
      // A flag before the first step is none.
      if (!verdict.ends || !begun) continue;
      ends.add(verdict.found[0]!);
      return;
    }
    for (const end of teller.end({ shared: 0, own }, outcome)) ends.add(end);
  }, preemptions);
  return ends;
}
