import type { World } from '../../impl/kernel/world.ts';
import { taskNames } from '../../impl/simulation.ts';
import { type Subject, Unexplorable } from '../../impl/subject.ts';
import { NotDeterministic, NotExplorable } from '../../scheduler/explore/not-explorable.ts';
import { notDeterministic } from '../run/determinism-check.ts';
import type { Tools } from '../run/tools.ts';

/** What the work gives; the other thing where the subject keeps what cannot be saved. */
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
      `${name} cannot be explored: ${error.message}, which cannot be saved and restored; ` +
        'sample it with `faultline check`',
    );
  }
}
