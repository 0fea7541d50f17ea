import type { Kernel } from '../../impl/kernel/kernel.ts';
import type { World } from '../../impl/kernel/world.ts';
import type { Subject } from '../../impl/subject.ts';
import type { Exploration, Explored } from '../../scheduler/explore/explored.ts';
import { Explorer } from '../../scheduler/explore/explorer.ts';
import type { Run } from '../answers/run.ts';
import type { Tools } from '../run/tools.ts';
import type { Lap, RestartCounter } from './restart-counter.ts';
import { explorable, sceneOf } from './scene.ts';

/** What an exploration of one world has come to. */
export interface WorldExplored {
  readonly explored: Explored;
  /** An estimate of how much of the whole was visited, 0 to 1. */
  readonly share: number;
  /** Bytes that the distinct states take. */
  readonly bytes: number;
  /** Every interleaving was visited. */
  readonly all: boolean;
  /** The first run in which each law was broken, not as a consequence. */
  readonly broken: ReadonlyMap<string, Run>;
  /** How runs ended. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** How often accesses began anew; by task, the most calls of the handler in one run. */
  readonly restarts: RestartCounter;
  readonly calls: readonly number[];
  /** Some run was left where a broken law leaves nothing to conclude. */
  readonly leftEarly: boolean;
}

/** How a world is explored, and when to stop before all of it was visited. */
export interface WorldExploration {
  readonly tools: Tools;
  readonly how: Exploration;
  /** Traps of an access and rounds of a trap until a task gives up, if not the usual number. */
  readonly trapLimit?: number;
  /** Asked now and then, with the broken laws that are known and an estimate of the share. */
  stop(explored: Explored, broken: ReadonlyMap<string, Run>, share: number): boolean;
  /** Told of every lap that a task closes; where it is given, no run goes on from there. */
  lap?(lap: Lap, kernel: Kernel): void;
}

/** Explores one subject in one world, and judges every run by every law. */
export function exploreWorld(
  subject: Subject,
  world: World,
  { tools, how, stop, lap, trapLimit }: WorldExploration,
): WorldExplored {
  const { descent, watcher } = sceneOf(subject, world, { tools, lap, trapLimit });
  const explorer = new Explorer(descent, how);
  const all = explorable(subject, { world, tools }, () =>
    explorer.explore((explored) => stop(explored, watcher.broken, explorer.share)),
  );
  const { broken, outcomes, restarts, leftEarly } = watcher;
  const { explored, share, states, most: calls } = explorer;
  const bytes = states?.bytes ?? 0;
  return { explored, share, bytes, all, broken, outcomes, restarts, calls, leftEarly };
}
