import { Kernel } from '../impl/kernel/kernel.ts';
import { Recorder } from '../impl/kernel/recorder.ts';
import type { World } from '../impl/kernel/world.ts';
import { Simulation } from '../impl/simulation.ts';
import type { Subject } from '../impl/subject.ts';
import { mix } from '../scheduler/digest.ts';
import type { Execution } from '../scheduler/execute.ts';
import { type Exploration, type Explored, Explorer } from '../scheduler/explore/explorer.ts';
import type { Watcher } from '../scheduler/explore/machine.ts';
import { preemptionsOf } from '../scheduler/schedule.ts';
import { digestOf } from './facts-digest.ts';
import type { Run } from './finding.ts';
import type { Violation } from './invariant.ts';
import { Oracle } from './oracle.ts';
import { primaries } from './primary.ts';
import type { Tools } from './tools.ts';

/** The law that sometimes notices a breach before the law that is meant. */
const CHART = 'conforms-to-statechart';

/** What an exploration of one world has come to. */
export interface WorldExplored {
  readonly explored: Explored;
  /** Every interleaving was visited. */
  readonly all: boolean;
  /** The first run in which each law was broken, not as a consequence. */
  readonly broken: ReadonlyMap<string, Run>;
  /** How runs ended. */
  readonly outcomes: Readonly<Record<string, number>>;
}

/** Explores one subject in one world, and judges every run by every law. */
export function exploreWorld(
  subject: Subject,
  world: World,
  { tools, how, stop }: { tools: Tools; how: Exploration; stop: (explored: Explored) => boolean },
): WorldExplored {
  const kernel = new Kernel(new Recorder());
  const simulation = new Simulation(tools.actors, kernel);
  const watcher = new LawWatcher({ subject, world, tools, kernel });
  const daemons = simulation
    .tasks(subject, world)
    .reduce((mask, { daemon }, task) => (daemon ? mask | (1 << task) : mask), 0);
  const explorer = new Explorer(
    kernel as typeof kernel & { recorder: Recorder },
    watcher,
    (strategy) => simulation.run(subject, world, strategy),
    { daemons, how },
  );
  const all = explorer.explore(stop);
  const { broken, outcomes } = watcher;
  return { explored: explorer.explored, all, broken, outcomes };
}

interface Watched {
  readonly subject: Subject;
  readonly world: World;
  readonly tools: Tools;
  readonly kernel: Kernel;
}

/** Lets the laws follow a run, and says when nothing more can be concluded from it. */
class LawWatcher implements Watcher {
  readonly broken = new Map<string, Run>();
  readonly outcomes: Record<string, number> = {};
  private readonly it: Watched;
  private readonly oracle: Oracle;
  private readonly lawNumbers: ReadonlyMap<string, number>;
  /** Words of the trace that have been judged, by slot and now. */
  private readonly cursors: number[] = [];
  private cursor = 0;

  constructor(it: Watched) {
    this.it = it;
    this.oracle = new Oracle(it.tools.invariants);
    this.lawNumbers = new Map([...it.tools.invariants.keys()].map((name, index) => [name, index]));
  }

  begin(): void {
    this.oracle.begin(this.it.world, this.it.subject.profile);
    this.cursor = 0;
  }

  follow(): boolean {
    const { trace } = this.it.kernel;
    const before = this.oracle.found;
    this.oracle.follow(trace, this.cursor);
    this.cursor = trace.length;
    const { found } = this.oracle;
    if (found === before) return false;
    this.note((law) => law !== CHART);
    return found.some((violation) => this.isFinal(violation));
  }

  end(execution: Execution): void {
    const { kind } = execution.outcome;
    this.outcomes[kind] = (this.outcomes[kind] ?? 0) + 1;
    this.oracle.end(this.it.kernel.trace, execution);
    // Only now is it known whether the chart has noticed first what some law says better.
    this.note(() => true);
  }

  digest(): number {
    let hash = digestOf(this.oracle.facts);
    for (const { invariant } of this.oracle.found) {
      hash = mix(hash, this.lawNumbers.get(invariant)!);
    }
    return hash;
  }

  save(slot: number): void {
    this.oracle.save(slot);
    this.cursors[slot] = this.cursor;
  }

  restore(slot: number): void {
    this.oracle.restore(slot);
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
    return invariant !== CHART && this.it.tools.invariants.get(invariant)!.harmless !== true;
  }
}
