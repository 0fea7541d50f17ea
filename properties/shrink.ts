import * as fc from 'fast-check';
import { runArbitrary } from './arbitraries.ts';
import type { Run } from './finding.ts';
import type { Judged, Session } from './session.ts';
import { settle } from './settle.ts';

/** Attempts of fast-check to make a run smaller. */
const ROUNDS_MAX = 8;

/** Is the run still one that shows what is wanted? */
export type Shows = (judged: Judged) => boolean;

/**
 * The smallest run that still shows it: fast-check shrinks world and schedule together, then single
 * parts are left out as long as any can be; so in the end every part is needed.
 */
export function shrink(session: Session, run: Run, shows: Shows): Run {
  const holds = (candidate: Run): boolean => shows(session.judgeRun(candidate));
  let smallest = run;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const before = JSON.stringify(smallest);
    smallest = byFastCheck(session, smallest, holds);
    smallest = { ...smallest, world: settle(smallest.world) };
    smallest = byOmission(smallest, holds);
    if (JSON.stringify(smallest) === before) break;
  }
  return smallest;
}

function byFastCheck(session: Session, run: Run, holds: (run: Run) => boolean): Run {
  const property = fc.property(runArbitrary(session.tools.actors), (value) => !holds(value));
  const { counterexample } = fc.check(property, { examples: [[run]], numRuns: 1, seed: 0 });
  return counterexample?.[0] ?? run;
}

/** Leaves out one part after the other until none can be left out. */
function byOmission(run: Run, holds: (run: Run) => boolean): Run {
  let smallest = run;
  for (let again = true; again; ) {
    again = false;
    for (const candidate of smaller(smallest)) {
      if (!holds(candidate)) continue;
      smallest = candidate;
      again = true;
      break;
    }
  }
  return smallest;
}

/** Every run with one part less. */
function* smaller(run: Run): Generator<Run> {
  const { world, preemptions } = run;
  for (const failures of withoutOne(world.failures))
    yield { ...run, world: { ...world, failures } };
  for (const environment of withoutOne(world.environment)) {
    yield { ...run, world: { ...world, environment } };
  }
  for (let fault = world.faults.length - 1; world.faults.length > 1 && fault >= 0; fault -= 1) {
    yield withoutFault(run, fault);
  }
  for (const vmas of withoutOne(world.vmas)) {
    if (vmas.length > 0) yield { ...run, world: { ...world, vmas } };
  }
  for (const objects of withoutOne(world.objects)) {
    if (objects.length > 0) yield { ...run, world: { ...world, objects } };
  }
  for (const fewer of withoutOne(preemptions)) yield { ...run, preemptions: fewer };
  for (const [index, { at, to }] of preemptions.entries()) {
    if (to > 0) yield { ...run, preemptions: preemptions.with(index, { at, to: to - 1 }) };
    if (at > 0) yield { ...run, preemptions: preemptions.with(index, { at: at - 1, to }) };
  }
  if (world.readersOvertake) yield { ...run, world: { ...world, readersOvertake: false } };
}

function* withoutOne<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let index = 0; index < list.length; index += 1) {
    yield list.filter((_, other) => other !== index);
  }
}

/** Without one faulting task; failures and actors that were aimed at later ones move along. */
function withoutFault(run: Run, fault: number): Run {
  const { world } = run;
  const faults = world.faults.filter((_, index) => index !== fault);
  const failures = world.failures
    .filter(({ task }) => task !== fault)
    .map((failure) => (failure.task > fault ? { ...failure, task: failure.task - 1 } : failure));
  return { ...run, world: { ...world, faults, failures } };
}
