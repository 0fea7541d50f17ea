import * as fc from 'fast-check';
import { entries } from '../catalog.ts';
import { usage } from '../jobs/failure.ts';
import { lookUp } from '../jobs/names.ts';
import type { Run } from '../properties/answers/run.ts';
import type { Litmus } from '../properties/worlds/litmus-world.ts';
import { keep, shortText } from './answers.ts';
import { arbitraries, laws, openSession, type Session } from './opened.ts';
import { assertOptions, type SubjectOptions } from './options.ts';

/** Runs of a property unless it is said, to it or to all of them. */
const RUNS_DEFAULT = 1000;

/**
 * How it is asked whether a subject keeps laws, which is a property of fast-check: with all of its
 * parameters, and with what `fc.configureGlobal` says.
 */
export interface KeepOptions extends fc.Parameters<[Run]>, SubjectOptions {
  /** Names of laws; all unless they are given. */
  readonly laws?: readonly string[];
  /** fast-check's `numRuns`, under the name that it has on the command line. */
  readonly runs?: number;
  /** Where the counterexample is written: `reports/out` unless it is given. */
  readonly out?: string;
}

/** The laws that are asked for, by name; wrong usage for one that there is not. */
export async function lawsAsked(options: KeepOptions): Promise<readonly string[]> {
  assertOptions('property', options);
  const known = await laws(partsOf(options).subject);
  for (const name of options.laws ?? []) lookUp('invariant', name, known);
  return options.laws ?? [...known.keys()];
}

/** The session that is asked. */
export const sessionFor = (subject: string, options: KeepOptions): Promise<Session> =>
  openSession(subject, partsOf(options).subject);

/**
 * Searches for a run in which a law is broken: in the litmus worlds, which are examples of
 * fast-check, then in what it draws. If there is one, the same run is written as a
 * counterexample: the error has fast-check's seed and path, the run, and the command to replay it.
 */
export async function keptBy(
  session: Session,
  names: readonly string[],
  options: KeepOptions,
): Promise<Error | undefined> {
  const { subject, parameters } = partsOf(options);
  const { run } = await arbitraries(subject);
  const { examples = [] } = parameters;
  const litmus = [...(await entries<Litmus>('worlds')).values()];
  const calm = litmus.map(({ world }): [Run] => [{ world, preemptions: [] }]);
  const brokenIn = (each: Run) => session.judge(each).find(({ law }) => names.includes(law));
  let first: Run | undefined;
  const property = fc.property(run, (each) => {
    const broken = brokenIn(each);
    if (broken) first ??= each;
    return broken === undefined;
  });
  const details = fc.check(property, { ...parameters, examples: [...examples, ...calm] });
  details.runConfiguration.reporter?.(details);
  if (!details.failed) return undefined;
  const told = fc.defaultReportMessage(details)!;
  // It was interrupted, and that is to be a failure.
  if (details.counterexample === null) return new Error(told);
  const [smallest] = details.counterexample;
  // What does not break it again is told by the session.
  const { law } = brokenIn(smallest) ?? { law: names[0]! };
  const counterexample = session.counterexample(smallest, law, first);
  const finding = { ...counterexample.finding, replay: keep(counterexample, options.out) };
  const story = shortText({ ...counterexample, finding });
  const headline = `${session.subject} breaks ${law}: ${finding.found}`;
  return new Error(`${headline}\n\n${told}\n\n${story}`);
}

/** What of the options is about the subject, and what is fast-check's. */
function partsOf(options: KeepOptions) {
  const { laws: _, runs, out, ...rest } = options;
  const { profile, toolchain, git, config, trustTypescript, define, kconfig, ...given } = rest;
  if (runs !== undefined && given.numRuns !== undefined) {
    throw usage('expected one of runs, numRuns, found both of them');
  }
  const numRuns = runs ?? given.numRuns ?? fc.readConfigureGlobal().numRuns ?? RUNS_DEFAULT;
  const subject = { profile, toolchain, git, config, trustTypescript, define, kconfig };
  return { subject: said(subject) as SubjectOptions, parameters: { ...given, numRuns } };
}

/** Without what is not said. */
const said = (options: object): object =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
