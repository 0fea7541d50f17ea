import { familyOf } from '../../impl/kernel/failures.ts';
import type { World } from '../../impl/kernel/world.ts';
import { isOperation } from '../../scheduler/operation.ts';
import type { Trace } from '../../scheduler/trace.ts';
import { settle } from '../worlds/settle.ts';
import type { Session } from './session.ts';

/**
 * The world of a session's last run without what the run never asked for: failures of calls that
 * it did not make, and the driver's hook if it did not call it. The run is the same without them;
 * another subject's may not be.
 */
export function ownWorld({ simulation: { kernel } }: Session, world: World): World {
  const called = callsIn(kernel.trace);
  const failures = world.failures.filter((failure, index) =>
    failure.call === 0
      ? called.has(`${failure.task} ${failure.primitive}`)
      : kernel.callsCounted(index) >= failure.call,
  );
  const notified = world.faults.some((_, task) => called.has(`${task} fault_reserve_notify`));
  if (failures.length === world.failures.length && (notified || hasNoHook(world))) return world;
  const driver = notified ? world.driver : { ...world.driver, notify: 'absent' as const };
  return settle({ ...world, failures, driver });
}

/** The primitives that were called, each with its task in front: `0 vmf_insert`. */
const callsIn = (trace: Trace): ReadonlySet<string> =>
  new Set(
    trace
      .events()
      .flatMap(({ kind, task }) => (isOperation(kind) ? [`${task} ${familyOf(kind)}`] : [])),
  );

const hasNoHook = ({ driver }: World): boolean => driver.notify === 'absent';

/**
 * The same world as the driver's hook leaves it: objects are where it moves them from the
 * beginning, and stay there. Undefined if it moves nothing.
 */
export function asIfNotified(world: World): World | undefined {
  const { notify } = world.driver;
  if (notify === 'absent' || notify === 'keeps') return undefined;
  const placement = notify === 'to-vram' ? 'vram' : 'tt';
  const objects = world.objects.map((spec) => {
    // A move makes the table that the new placement needs, and fills it.
    const ttm = placement === 'tt' && spec.ttm === 'absent' ? 'populated' : spec.ttm;
    return { ...spec, placement, ttm } as const;
  });
  return settle({ ...world, objects, driver: { ...world.driver, notify: 'keeps' } });
}
