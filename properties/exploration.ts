import { Kernel } from '../impl/kernel/kernel.ts';
import { mix, Recorder } from '../impl/kernel/recorder.ts';
import type { World } from '../impl/kernel/world.ts';
import { Simulation } from '../impl/simulation.ts';
import type { Subject } from '../impl/subject.ts';
import type { Execution } from '../scheduler/execute.ts';
import { type Exploration, Explorer } from '../scheduler/explore/explorer.ts';
import type { Watcher } from '../scheduler/explore/machine.ts';
import { preemptionsOf } from '../scheduler/schedule.ts';
import { digestOf } from './facts-digest.ts';
import type { Run } from './finding.ts';
import type { Violation } from './invariant.ts';
import { Oracle } from './oracle.ts';
import { primaries } from './primary.ts';
import type { Tools } from './tools.ts';

/** The law that notices a breach sometimes before the law that is meant. */
const CHART = 'conforms-to-statechart';

/**
 * One subject in one world, with every access of every run recorded, judged while it is explored.
 */
export class ExplorationSession {
  readonly oracle: Oracle;
  /** The first run in which each law was broken, not as a consequence. */
  readonly broken = new Map<string, Run>();
  /** How runs ended. */
  readonly outcomes: Record<string, number> = {};
  private readonly simulation: Simulation;
  private readonly subject: Subject;
  private readonly world: World;
  private readonly tools: Tools;

  constructor(subject: Subject, world: World, tools: Tools) {
    this.subject = subject;
    this.world = world;
    this.tools = tools;
    this.simulation = new Simulation(tools.actors, new Kernel(new Recorder()));
    this.oracle = new Oracle(tools.invariants);
  }

  /** Explores the world; stops early when `stop` says so. Whether everything was visited. */
  explore(how: Exploration, stop: (explorer: Explorer) => boolean): Explorer & { all?: boolean } {
    const { simulation, subject, world } = this;
    const { kernel } = simulation;
    const watcher = new LawWatcher(this.oracle, kernel, this.tools);
    const tasks = simulation.tasks(subject, world).length;
    const explorer: Explorer & { all?: boolean } = new Explorer(
      kernel as never,
      watcher,
      tasks,
      how,
    );
    for (;;) {
      this.oracle.begin(world, subject.profile);
      watcher.begin();
      const execution = simulation.run(subject, world, explorer);
      const more = explorer.advance(execution);
      this.judge(execution, watcher);
      if (!more) {
        explorer.all = true;
        return explorer;
      }
      if (stop(explorer)) return explorer;
    }
  }

  private judge(execution: Execution, watcher: LawWatcher): void {
    const { kernel } = this.simulation;
    const { kind } = execution.outcome;
    if (kind !== 'diverged') {
      this.outcomes[kind] = (this.outcomes[kind] ?? 0) + 1;
      watcher.follow();
      this.oracle.end(kernel.trace, execution);
    }
    for (const { violation } of primaries(this.oracle.found, this.tools.invariants)) {
      if (this.broken.has(violation.invariant)) continue;
      // Of a run that was broken off nobody knows what law the chart has only noticed first.
      if (violation.invariant === CHART && kind === 'diverged') continue;
      this.broken.set(violation.invariant, {
        world: this.world,
        preemptions: preemptionsOf(kernel.trace),
      });
    }
  }
}

/** Lets the laws follow a run, and says when nothing more can be concluded from it. */
class LawWatcher implements Watcher {
  private readonly oracle: Oracle;
  private readonly kernel: Kernel;
  private readonly tools: Tools;
  private cursor = 0;
  private known = 0;

  constructor(oracle: Oracle, kernel: Kernel, tools: Tools) {
    this.oracle = oracle;
    this.kernel = kernel;
    this.tools = tools;
  }

  begin(): void {
    this.cursor = 0;
    this.known = 0;
  }

  follow(): boolean {
    const { trace } = this.kernel;
    this.oracle.follow(trace, this.cursor);
    this.cursor = trace.length;
    const { found } = this.oracle;
    if (found.length === this.known) return false;
    this.known = found.length;
    return found.some((violation) => this.isFinal(violation));
  }

  /** What follows from it is no news; but the chart may be only the first to notice. */
  private isFinal({ invariant }: Violation): boolean {
    return invariant !== CHART && this.tools.invariants.get(invariant)!.harmless !== true;
  }

  digest(): number {
    let hash = digestOf(this.oracle.facts);
    for (const { invariant } of this.oracle.found) hash = mix(hash, this.numberOf(invariant));
    return hash;
  }

  private numberOf(invariant: string): number {
    return [...this.tools.invariants.keys()].indexOf(invariant);
  }
}
