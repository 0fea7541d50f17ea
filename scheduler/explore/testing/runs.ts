import { mix } from '../../digest.ts';
import type { Outcome } from '../../execute.ts';
import { TASKS_MAX } from '../../task.ts';
import { Descent } from '../descent.ts';
import type { Exploration, Explored } from '../explored.ts';
import { Explorer } from '../explorer.ts';
import type { Watcher } from '../watcher.ts';
import type { RecordedToy } from './machine.ts';
import { everySchedule } from './odometer.ts';
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
  const memory = machine.stage.daemons === 0 ? machine.words : '';
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
  const explorer = new Explorer(new Descent(machine.stage, watcher), how);
  const all = explorer.explore(stop);
  const { share } = explorer;
  const { executions } = explorer.explored;
  return { ends, explored: explorer.explored, executions, all, share };
}

const digestOf = (text: string): number =>
  [...text].reduce((hash, letter) => mix(hash, letter.charCodeAt(0)), 0);

/** Runs every schedule of a program, one after the other: what explorations are compared with. */
export function everyRun(
  program: Program,
  { preemptions = Number.POSITIVE_INFINITY, forgetful = false } = {},
): Ends {
  const machine = load(program);
  const ends = new Set<string>();
  let executions = 0;
  everySchedule((strategy) => {
    const { outcome } = machine.run(strategy);
    ends.add(flagOf(machine) ?? inWords(machine, outcome, forgetful));
    executions += 1;
  }, preemptions);
  return { ends, executions };
}
