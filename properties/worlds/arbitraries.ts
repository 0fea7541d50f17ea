import * as fc from 'fast-check';
import '../../impl/kernel/index.ts';
import { failablePrimitives } from '../../impl/kernel/failures.ts';
import { OBJECTS_MAX, PAGES_MAX } from '../../impl/kernel/memory/structs.ts';
import { MEMORY_TYPE_NAMES } from '../../impl/kernel/ttm-flags.ts';
import {
  ACTORS_MAX,
  type ActorSpec,
  type DriverSpec,
  FAILURES_MAX,
  FAULTS_MAX,
  type FailureSpec,
  type FaultSpec,
  type ObjectSpec,
  VMAS_MAX,
  type VmaSpec,
  type World,
} from '../../impl/kernel/world.ts';
import type { Actors } from '../../impl/simulation.ts';
import { STEPS_MAX } from '../../scheduler/execute.ts';
import type { Preemption } from '../../scheduler/schedule.ts';
import type { Run } from '../answers/run.ts';

/**
 * Worlds and schedules for fast-check. Built from plain records, arrays and choices only, so that a
 * value that came from elsewhere can be shrunk as well; the first of every choice is the simplest.
 */

/** The most of each that is drawn; `preemptions` are those of the strategy of that name. */
export const LIMITS = {
  objects: OBJECTS_MAX,
  pages: PAGES_MAX - 1,
  vmas: VMAS_MAX,
  threads: FAULTS_MAX,
  actors: ACTORS_MAX - 2,
  failures: FAILURES_MAX - 3,
  preemptions: 6,
} as const;

/** Steps that a generated switch aims at. */
const STEP_AIMED_MAX = 70;

const object: fc.Arbitrary<ObjectSpec> = fc.record({
  placement: fc.constantFrom(...MEMORY_TYPE_NAMES),
  caching: fc.constantFrom('cached' as const, 'write-combined' as const, 'uncached' as const),
  pages: fc.oneof(
    { arbitrary: fc.integer({ min: 1, max: 4 }), weight: 10 },
    { arbitrary: fc.integer({ min: 1, max: PAGES_MAX }), weight: 2 },
  ),
  reservation: fc.nat(OBJECTS_MAX - 1),
  moving: fc.constantFrom('none' as const, 'signaled' as const, 'pending' as const),
  ttm: fc.oneof(
    { arbitrary: fc.constant('empty' as const), weight: 8 },
    { arbitrary: fc.constant('populated' as const), weight: 4 },
    { arbitrary: fc.constant('absent' as const), weight: 1 },
  ),
  imported: fc.oneof(
    { arbitrary: fc.constant(false), weight: 10 },
    { arbitrary: fc.constant('mappable' as const), weight: 1 },
    { arbitrary: fc.constant(true), weight: 1 },
  ),
  handle: fc.boolean(),
});

const vma: fc.Arbitrary<VmaSpec> = fc.record({
  object: fc.nat(OBJECTS_MAX - 1),
  offset: fc.nat(2),
  pages: fc.oneof(
    { arbitrary: fc.integer({ min: 1, max: 4 }), weight: 10 },
    { arbitrary: fc.integer({ min: 1, max: PAGES_MAX }), weight: 2 },
  ),
  overhang: rarely(15),
  writable: fc.boolean(),
  present: fc.oneof(
    { arbitrary: fc.array(fc.nat(0), { maxLength: 0 }), weight: 4 },
    { arbitrary: fc.array(fc.nat(PAGES_MAX), { maxLength: 2 }), weight: 1 },
  ),
});

const fault: fc.Arbitrary<FaultSpec> = fc.record({
  vma: fc.nat(VMAS_MAX - 1),
  page: fc.nat(PAGES_MAX),
  caller: fc.constantFrom('user', 'kernel', 'fixup-locked', 'fixup', 'nowait'),
  write: fc.boolean(),
});

const driver: fc.Arbitrary<DriverSpec> = fc.record({
  notify: fc.constantFrom('absent', 'keeps', 'to-tt', 'to-vram'),
  scattered: rarely(4),
  ioReserveLru: fc.subarray([...MEMORY_TYPE_NAMES]),
});

/** True once in `n` times; shrinks to false. */
function rarely(n: number): fc.Arbitrary<boolean> {
  return fc.oneof(
    { arbitrary: fc.constant(false), weight: n - 1 },
    { arbitrary: fc.constant(true), weight: 1 },
  );
}

function actorSpec(actors: Actors): fc.Arbitrary<ActorSpec> {
  const each = [...actors].flatMap(([name, actor]) =>
    'daemon' in actor
      ? []
      : [
          fc.record({
            actor: fc.constant(name),
            target: fc.nat(2),
            variant: fc.constantFrom(...actor.variants),
          }),
        ],
  );
  return fc.oneof(...each);
}

function failureSpec(): fc.Arbitrary<FailureSpec> {
  const each = [...failablePrimitives()].map(([primitive, failures]) =>
    fc.record({
      task: fc.nat(FAULTS_MAX - 1),
      primitive: fc.constant(primitive),
      call: fc.constantFrom(1, 2, 0),
      error: fc.constantFrom(...failures),
    }),
  );
  return fc.oneof(...each);
}

/** Any world with these actors; `settle` makes it a legal one. */
export function worldArbitrary(actors: Actors): fc.Arbitrary<World> {
  return fc.record({
    objects: fc.array(object, { minLength: 1, maxLength: LIMITS.objects, size: 'max' }),
    vmas: fc.array(vma, { minLength: 1, maxLength: LIMITS.vmas, size: 'max' }),
    faults: fc.array(fault, { minLength: 1, maxLength: LIMITS.threads, size: 'max' }),
    environment: fc.array(actorSpec(actors), { maxLength: LIMITS.actors, size: 'max' }),
    failures: fc.oneof(
      { arbitrary: fc.array(failureSpec(), { maxLength: 0 }), weight: 1 },
      {
        arbitrary: fc.array(failureSpec(), { maxLength: LIMITS.failures, size: 'max' }),
        weight: 2,
      },
    ),
    driver,
    readersOvertake: fc.boolean(),
    defects: fc.array(fc.constant('B9' as const), { maxLength: 0 }),
  });
}

/** Most switches early, where short runs are; any step is possible. */
const step = fc.oneof(
  { arbitrary: fc.nat(STEP_AIMED_MAX), weight: 20 },
  { arbitrary: fc.nat(STEPS_MAX), weight: 1 },
);

/** A schedule as a list of switches over run-until-blocked. */
export const preemptionsArbitrary: fc.Arbitrary<Preemption[]> = fc.array(
  fc.record({ at: step, to: fc.nat(15) }),
  { maxLength: LIMITS.preemptions, size: 'max' },
);

/** A world together with a schedule; a fixed world is left as it is. */
export function runArbitrary(actors: Actors, world?: World): fc.Arbitrary<Run> {
  return fc.record({
    world: world === undefined ? worldArbitrary(actors) : fc.constant(world),
    preemptions: preemptionsArbitrary,
  });
}
