import type * as fc from 'fast-check';
import { entries, loadTools } from '../catalog.ts';
import { setupOf } from '../cli/setup.ts';
import { buildOf } from '../cli/subjects/build.ts';
import { useConfig } from '../cli/subjects/config.ts';
import { specOf, withOwn } from '../cli/subjects/subjects.ts';
import type { Actor } from '../impl/environment/actor.ts';
import type { World } from '../impl/kernel/world.ts';
import { subjectOf } from '../jobs/subjects.ts';
import type { Counterexample } from '../properties/answers/counterexample.ts';
import { COUNTEREXAMPLE_SCHEMA } from '../properties/answers/counterexample.ts';
import type { Run } from '../properties/answers/run.ts';
import { findingOf } from '../properties/explore/finding-report.ts';
import type { Invariant } from '../properties/judge/invariant.ts';
import { Session as Judging } from '../properties/run/session.ts';
import {
  preemptionsArbitrary,
  runArbitrary,
  worldArbitrary,
} from '../properties/worlds/arbitraries.ts';
import type { Preemption } from '../scheduler/schedule.ts';
import { assertOptions, type SubjectOptions } from './options.ts';

/** A law that a run broke, not as a consequence of another. */
export interface Broken {
  readonly law: string;
  readonly found: string;
}

/** One subject, which runs worlds in this thread. A handler that never comes back hangs it. */
export interface Session {
  /** Name of the subject. */
  readonly subject: string;
  /** Runs a world under its preemptions; the laws that it breaks, in the order of the run. */
  judge(run: Run): readonly Broken[];
  /** The same run, in which this law breaks, as a document; `original` is what it was before. */
  counterexample(run: Run, law: string, original?: Run): Counterexample;
}

/** Which entries of one's own there are. */
export type Own = Pick<SubjectOptions, 'config'>;

/** Arbitraries of fast-check. */
export interface Arbitraries {
  /** Any world, legal or not: what runs it makes it a legal one. */
  readonly world: fc.Arbitrary<World>;
  /** Where tasks are switched. */
  readonly schedule: fc.Arbitrary<Preemption[]>;
  /** Both; what `judge` takes. */
  readonly run: fc.Arbitrary<Run>;
}

/** A subject made ready. */
export async function openSession(name: string, options: SubjectOptions): Promise<Session> {
  assertOptions('session', options);
  const setup = setupOf(options);
  const own = await useConfig(setup.config);
  const spec = specOf(name, setup);
  const subject = await subjectOf(own ? withOwn(spec, own) : spec);
  const judging = new Judging(subject, await loadTools());
  const build = spec.kind === 'c' ? buildOf(setup) : undefined;
  return {
    subject: subject.name,
    judge: (run) =>
      judging.judgeRun(run).primaries.map(({ violation }) => ({
        law: violation.invariant,
        found: violation.found,
      })),
    counterexample: (run, law, original = run) => ({
      schema: COUNTEREXAMPLE_SCHEMA,
      subject: subject.name,
      profile: subject.profile,
      ...(build && { build }),
      finding: findingOf(judging, law, { original, shrunk: run }),
    }),
  };
}

/** The laws of the catalogue, and those of a configuration. */
export async function laws({ config }: Own): Promise<ReadonlyMap<string, Invariant>> {
  await useConfig(config);
  return entries('invariants');
}

/** What is drawn. */
export async function arbitraries({ config }: Own): Promise<Arbitraries> {
  await useConfig(config);
  const actors = await entries<Actor>('actors');
  return {
    world: worldArbitrary(actors),
    schedule: preemptionsArbitrary,
    run: runArbitrary(actors),
  };
}
