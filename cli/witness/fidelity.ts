import type { World } from '../../impl/kernel/world.ts';
import type { Subject } from '../../impl/subject.ts';
import { Session } from '../../properties/run/session.ts';
import type { Tools } from '../../properties/run/tools.ts';
import type { Trace } from '../../scheduler/trace.ts';
import { type Guest, play } from '../../witness/boot.ts';
import { type Play, unplayable } from '../../witness/job.ts';
import { compare, type Parting } from './compared.ts';
import { playOf } from './simulated-play.ts';

/** How faithful the simulation is: runs of worlds, simulated and real, event by event. */

/** What came of the runs of one world. */
export interface Fidelity {
  readonly name: string;
  readonly runs: number;
  /** Runs that were the same from the first event to the last. */
  readonly equal: number;
  /** Why none was played, or null. */
  readonly reason: string | null;
  /** The differences, each kind once, with how often it came. */
  readonly partings: ReadonlyMap<string, number>;
}

/** A world under a name, and how many random runs of it are compared. */
export interface Sample {
  readonly name: string;
  readonly world: World;
  readonly runs: number;
}

/** Compares samples of runs on one kernel; the same seeds give the same runs. */
export async function fidelity(
  guest: Guest,
  subject: Subject,
  tools: Tools,
  samples: readonly Sample[],
): Promise<readonly Fidelity[]> {
  const drawn = samples.map((sample) => draw(sample, subject, tools));
  const plays = drawn.flatMap(({ runs }) => runs.map((run) => run.play));
  const real = await play(guest, plays);
  let at = 0;
  return drawn.map(({ name, reason, runs }) => {
    const partings = new Map<string, number>();
    for (const { play: it, trace } of runs) {
      const parting = compare(trace, real[at]!, it.tasks);
      at += 1;
      if (parting === null) continue;
      const kind = kindOf(parting);
      partings.set(kind, (partings.get(kind) ?? 0) + 1);
    }
    const parted = [...partings.values()].reduce((sum, one) => sum + one, 0);
    return { name, reason, runs: runs.length, equal: runs.length - parted, partings };
  });
}

interface Run {
  readonly play: Play;
  readonly trace: Trace;
}

function draw({ name, world, runs }: Sample, subject: Subject, tools: Tools) {
  const strategy = tools.strategies.get('random')!;
  const session = new Session(subject, tools);
  const found: Run[] = [];
  for (let seed = 0; seed < runs; seed += 1) {
    const drawn = strategy.create({ seed, preemptions: [], schedule: [] } as never);
    const judged = session.judge(world, drawn);
    const it = playOf(session, judged.world, judged.execution.outcome);
    const reason = unplayable(it);
    if (reason !== undefined) return { name, reason, runs: [] as Run[] };
    found.push({ play: it, trace: session.trace.copy() });
  }
  return { name, reason: null, runs: found };
}

/** What a difference is, whoever it is about. */
const kindOf = ({ real, simulated }: Parting): string => {
  const plain = (text: string): string =>
    text
      .replace(/^[\w-]+: /, '')
      .replace(/\(.*\)/, '')
      .replace(/^[a-z]+-\d+ /, 'a task ');
  return `real ${plain(real)}, simulated ${plain(simulated)}`;
};
