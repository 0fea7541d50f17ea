import type { World } from '../../impl/kernel/world.ts';
import { taskNames } from '../../impl/simulation.ts';
import { type Subject, Unexplorable } from '../../impl/subject.ts';
import { Descent } from '../../scheduler/explore/descent.ts';
import { NotDeterministic, NotExplorable } from '../../scheduler/explore/rerun.ts';
import { notDeterministic } from '../run/determinism-check.ts';
import type { Tools } from '../run/tools.ts';
import { LawWatcher, type Watched } from './law-watcher.ts';
import { stageOf } from './stage.ts';

/** One subject in one world, ready to be explored, with the laws that watch. */
export interface Scene {
  readonly descent: Descent;
  readonly watcher: LawWatcher;
}

/** What belongs to a scene beside subject and world. */
export interface SceneOptions {
  readonly tools: Tools;
  readonly lap?: Watched['lap'];
  /** Traps of an access and rounds of a trap until a task gives up, if not the usual number. */
  readonly trapLimit?: number | undefined;
}

/** Sets up a world of its own. */
export function sceneOf(
  subject: Subject,
  world: World,
  { tools, lap, trapLimit }: SceneOptions,
): Scene {
  const stage = stageOf(subject, world, tools);
  stage.machine.trapLimit = trapLimit ?? null;
  const watcher = new LawWatcher({ subject, world, tools, kernel: stage.machine, lap });
  return { watcher, descent: new Descent(stage, watcher) };
}

/** What the work gives; the other thing where the subject keeps what cannot be put away. */
export function ifExplorable<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Unexplorable) return otherwise;
    throw error;
  }
}

/** The same work; a subject with whom it cannot be done is unusable. */
export function explorable<T>(
  { name }: Subject,
  { world, tools }: { world: World; tools: Tools },
  work: () => T,
): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof NotDeterministic) {
      throw notDeterministic(name, taskNames(world, tools.actors), error.difference);
    }
    if (!(error instanceof NotExplorable)) throw error;
    throw new Unexplorable(
      `${name}: expected code that can be put away and brought back, but ${error.message}; ` +
        'sample it with `faultline check`',
    );
  }
}
