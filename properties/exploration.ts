import { Kernel } from '../impl/kernel/kernel.ts';
import { TRAP_BEGIN, TRAP_END } from '../impl/kernel/marks.ts';
import { Recorder } from '../impl/kernel/recorder.ts';
import { dma_fence, ttm_buffer_object } from '../impl/kernel/structs.ts';
import type { World } from '../impl/kernel/world.ts';
import { Simulation } from '../impl/simulation.ts';
import type { Subject } from '../impl/subject.ts';
import { mix } from '../scheduler/digest.ts';
import { codeOf } from '../scheduler/event.ts';
import type { Execution } from '../scheduler/execute.ts';
import type { Exploration, Explored } from '../scheduler/explore/explored.ts';
import { Explorer } from '../scheduler/explore/explorer.ts';
import type { Loops } from '../scheduler/explore/loops.ts';
import type { Watcher } from '../scheduler/explore/machine.ts';
import { preemptionsOf } from '../scheduler/schedule.ts';
import { EVENT_WORDS, FIELD } from '../scheduler/trace.ts';
import { digestOf } from './facts-digest.ts';
import type { Run } from './finding.ts';
import { INSERTIONS } from './insertion.ts';
import type { Violation } from './invariant.ts';
import { Oracle } from './oracle.ts';
import { primaries } from './primary.ts';
import type { Tools } from './tools.ts';

/** The law that sometimes notices a breach before the law that is meant. */
const CHART = 'conforms-to-statechart';

const GENERATION = ttm_buffer_object.offsets.generation;
const SIGNALED = dma_fence.offsets.signaled;

/** What an exploration of one world has come to. */
export interface WorldExplored {
  readonly explored: Explored;
  /** An estimate of how much of the whole was visited, 0 to 1. */
  readonly share: number;
  /** Every interleaving was visited. */
  readonly all: boolean;
  /** The first run in which each law was broken, not as a consequence. */
  readonly broken: ReadonlyMap<string, Run>;
  /** How runs ended. */
  readonly outcomes: Readonly<Record<string, number>>;
}

/** How far an exploration is. */
export interface ExploringNow {
  readonly explored: Explored;
  /** The estimate of how much of the whole was visited so far. */
  readonly share: number;
  /** The laws that are known to be broken. */
  readonly broken: ReadonlyMap<string, Run>;
}

/** How a world is explored, and when to stop before all of it was visited. */
export interface WorldExploration {
  readonly tools: Tools;
  readonly how: Exploration;
  /** Asked now and then. */
  stop(now: ExploringNow): boolean;
}

/** Explores one subject in one world, and judges every run by every law. */
export function exploreWorld(
  subject: Subject,
  world: World,
  { tools, how, stop }: WorldExploration,
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
  const all = explorer.explore((explored) =>
    stop({ explored, share: explorer.share, broken: watcher.broken }),
  );
  const { broken, outcomes } = watcher;
  const { explored, share } = explorer;
  return { explored, share, all, broken, outcomes };
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
  /** Kinds of events at which laws ask whether a move is over. */
  private readonly asksForFence: ReadonlySet<number>;
  /** Words of the trace that have been judged, by slot and now. */
  private readonly cursors: number[] = [];
  private cursor = 0;

  constructor(it: Watched) {
    this.it = it;
    this.oracle = new Oracle(it.tools.invariants);
    this.asksForFence = new Set([...INSERTIONS, 'write'].map((name) => codeOf(name)!));
    this.lawNumbers = new Map([...it.tools.invariants.keys()].map((name, index) => [name, index]));
  }

  begin(): void {
    this.oracle.begin(this.it.world, this.it.subject.profile);
    this.cursor = 0;
  }

  follow(loops: Loops): boolean {
    const { trace } = this.it.kernel;
    const before = this.oracle.found;
    this.oracle.facts.isBack = (task) => loops.isBack(task);
    this.oracle.follow(trace, this.cursor);
    this.attend(loops);
    this.cursor = trace.length;
    const { found } = this.oracle;
    if (found === before) return false;
    this.note((law) => law !== CHART);
    return found.some((violation) => this.isFinal(violation));
  }

  /** Where an access traps again, and what laws have looked at beside what its task did. */
  private attend(loops: Loops): void {
    const { trace, recorder } = this.it.kernel;
    const { facts } = this.oracle;
    const { words, length } = trace;
    for (let at = this.cursor; at < length; at += EVENT_WORDS) {
      const code = words[at + FIELD.code]!;
      const task = words[at + FIELD.task]!;
      if (task < 0 || task >= facts.faultingTasks) continue;
      if (code === TRAP_END.code) loops.disarm(task);
      if (code === TRAP_BEGIN.code && words[at + FIELD.c] !== 0) loops.arm(task);
      const { inHandler, bo } = facts.attempts[task]!;
      const object = inHandler ? facts.object(bo) : undefined;
      if (!object) continue;
      recorder!.look(bo + GENERATION);
      if (object.moveFence !== 0 && this.asksForFence.has(code)) {
        recorder!.look(object.moveFence + SIGNALED);
      }
    }
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
