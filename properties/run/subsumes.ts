import type { FaultSpec, World } from '../../impl/kernel/world.ts';
import { isAtMost } from './simpler-runs.ts';

/** What breaks a law: a world, and the faulting thread in it that did. */
export interface Breaking {
  readonly world: World;
  /** Index of the thread, as in `fault-1`: 0. */
  readonly fault: number;
}

/**
 * Is everything that the one run takes in the other one as well?
 *
 * Whatever is as simple as it can be takes nothing, so this is the order in which runs shrink: a
 * run that takes all of a smaller one breaks the law for the same reason, or for one more.
 */
export function subsumes({ world, fault }: Breaking, small: Breaking): boolean {
  const [here, there] = [world, small.world];
  const [own, its] = [partsOf(world, fault), partsOf(there, small.fault)];
  return (
    LISTS.every((list) => here[list].length >= there[list].length) &&
    isAtMost(its.fault, own.fault) &&
    isAtMost(its.vma, own.vma) &&
    isAtMost(its.object, own.object) &&
    isAtMost(there.driver, here.driver) &&
    (here.readersOvertake || !there.readersOvertake) &&
    includes(here.failures.map(primitiveOf), there.failures.map(primitiveOf)) &&
    includes(here.environment.map(roleOf), there.environment.map(roleOf)) &&
    includes(here.defects, there.defects)
  );
}

const LISTS = ['faults', 'vmas', 'objects'] as const;

/** What the thread touches; where things stand in their lists does not matter. */
function partsOf({ faults, vmas, objects }: World, index: number) {
  const { vma: at, ...fault } = faults[index] ?? (faults[0] as FaultSpec);
  const { object: of, ...vma } = vmas[at]!;
  const { reservation: _, ...object } = objects[of]!;
  return { fault, vma, object };
}

const primitiveOf = ({ primitive }: World['failures'][number]): string => primitive;

const roleOf = ({ actor, variant }: World['environment'][number]): string => `${actor} ${variant}`;

/** Each as often as it is wanted, at least. */
function includes(all: readonly string[], wanted: readonly string[]): boolean {
  const times = (list: readonly string[], one: string): number =>
    list.filter((other) => other === one).length;
  return wanted.every((one) => times(all, one) >= times(wanted, one));
}
