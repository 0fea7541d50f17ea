import { mix } from '../../digest.ts';
import type { Outcome } from '../../execute.ts';
import { lowest, type Strategy } from '../../strategy.ts';
import { TASKS_MAX } from '../../task.ts';
import { Descent } from '../descent.ts';
import type { Exploration, Explored } from '../explored.ts';
import { Explorer } from '../explorer.ts';
import type { Watcher } from '../machine.ts';
import type { RecordedToy } from './machine.ts';
import { FLAG, load, type Program } from './programs.ts';

/** How runs of a program can end, in words, and what the exploration has come to. */
export interface Ends {
  readonly ends: ReadonlySet<string>;
  readonly executions: number;
}

/**
 * What every task has done and been answered, by task; the order among them is left out. So is what
 * a daemon does: the run may be over before it comes to that.
 */
function histories({ trace, specs }: RecordedToy): string {
  const events = trace.events();
  const of = (task: number): string =>
    events
      .filter((event) => event.task === task)
      .map(({ kind, object, a, reply }) => `${kind.name} ${object} ${a}=${reply}`)
      .join(', ');
  return specs.map(({ daemon }, task) => (daemon ? 'daemon' : of(task))).join(' | ');
}

/** How a run ended; what memory was like then, unless a daemon may have changed it. */
function inWords(machine: RecordedToy, outcome: Outcome, forgetful: boolean): string {
  const memory = machine.daemons === 0 ? machine.words : '';
  return `${JSON.stringify(outcome)} ${memory} ${forgetful ? '' : histories(machine)}`;
}

/** The first flag of a run is all that is told of it, if there is one. */
function flagOf({ trace }: RecordedToy): string | undefined {
  const flag = trace.events().find(({ kind }) => kind.code === FLAG.code);
  return flag && `flag of ${flag.task}: ${flag.a}`;
}

/** Looks at nothing, and lets every run go on to its end. */
export const unwatched: Watcher = {
  attends: 0,
  gains: new Uint8Array(TASKS_MAX),
  begin() {},
  follow: () => false,
  end() {},
  digest: () => 0,
  save() {},
  restore() {},
};

/** What an exploration of a program was told, and what it has come to. */
export interface Explores extends Ends {
  readonly explored: Explored;
  readonly all: boolean;
  readonly share: number;
}

/**
 * Explores a program; its runs end at the first flag. The watcher remembers all that tasks have
 * done; if it is `forgetful`, it remembers nothing, and ends are told without histories.
 */
export function explored(program: Program, how: Exploration, forgetful = false): Explores {
  return exploredToy(load(program), how, { forgetful });
}

/** The same of a machine with any tasks, until it is stopped. */
export function exploredToy(
  machine: RecordedToy,
  how: Exploration,
  {
    forgetful = false,
    stop = () => false,
  }: { forgetful?: boolean; stop?: (explored: Explored) => boolean } = {},
): Explores {
  const ends = new Set<string>();
  const watcher: Watcher = {
    // Whoever has waited is told apart in the trace.
    attends: -1,
    gains: new Uint8Array(TASKS_MAX),
    begin() {},
    follow() {
      const flag = flagOf(machine);
      if (flag !== undefined) ends.add(flag);
      return flag !== undefined;
    },
    end: ({ outcome }) => ends.add(flagOf(machine) ?? inWords(machine, outcome, forgetful)),
    digest: () => (forgetful ? 0 : digestOf(histories(machine))),
    save() {},
    restore() {},
  };
  const run = (strategy: Strategy) => machine.run(strategy);
  const { daemons } = machine;
  const explorer = new Explorer(new Descent(machine, watcher, { run, daemons }), how);
  const all = explorer.explore(stop);
  const { share } = explorer;
  const { executions } = explorer.explored;
  return { ends, explored: explorer.explored, executions, all, share };
}

const digestOf = (text: string): number =>
  [...text].reduce((hash, letter) => mix(hash, letter.charCodeAt(0)), 0);

/** Chooses as it did before up to some step, and there what it has not chosen yet. */
class Odometer implements Strategy {
  /** By step: what was chosen, and what is left to choose. */
  private readonly choices: { chosen: number; left: number }[] = [];
  private readonly preemptions: number;
  private budget = 0;

  constructor(preemptions: number) {
    this.preemptions = preemptions;
  }

  begin(): void {
    this.budget = this.preemptions;
  }

  next(enabled: number, current: number, step: number): number {
    const goesOn = current >= 0 && (enabled & (1 << current)) !== 0;
    if (step === this.choices.length) {
      const allowed = goesOn && this.budget === 0 ? 1 << current : enabled;
      this.choices.push({ chosen: lowest(allowed), left: allowed & (allowed - 1) });
    }
    const { chosen } = this.choices[step]!;
    if (goesOn && chosen !== current) this.budget -= 1;
    return chosen;
  }

  /** False when everything has been chosen. */
  advance(): boolean {
    while (this.choices.length > 0) {
      const choice = this.choices.at(-1)!;
      if (choice.left !== 0) {
        choice.chosen = lowest(choice.left);
        choice.left &= choice.left - 1;
        return true;
      }
      this.choices.pop();
    }
    return false;
  }
}

/** Runs every schedule of a program, one after the other: what explorations are compared with. */
export function everyRun(
  program: Program,
  { preemptions = Number.POSITIVE_INFINITY, forgetful = false } = {},
): Ends {
  const machine = load(program);
  const odometer = new Odometer(preemptions);
  const ends = new Set<string>();
  let executions = 0;
  do {
    const { outcome } = machine.run(odometer);
    ends.add(flagOf(machine) ?? inWords(machine, outcome, forgetful));
    executions += 1;
  } while (odometer.advance());
  return { ends, executions };
}
