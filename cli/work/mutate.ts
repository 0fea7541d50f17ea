import { availableParallelism } from 'node:os';
import { type Mutation, mutated, mutationsOf } from '../../impl/c/front-end/mutations.ts';
import { UnusableSubject } from '../../impl/subject.ts';
import type { Job } from '../../jobs/job.ts';
import { runJob } from '../../jobs/run-job.ts';
import type { SubjectSpec } from '../../jobs/subject-spec.ts';
import type { CheckReport } from '../../properties/answers/check-report.ts';
import type { GateReport } from '../../properties/answers/gate-report.ts';
import {
  MUTATE_SCHEMA,
  type Mutant,
  type MutateReport,
} from '../../properties/answers/mutate-report.ts';
import type { Effort, Setup } from '../../properties/answers/work.ts';
import { readDocument } from '../documents/document-input.ts';
import { oneLine, usage } from '../exit.ts';
import { EXIT } from '../exit-codes.ts';
import { onInterrupt } from '../interrupt.ts';
import { RUNS_DEFAULT, RUNS_OF_A_MUTANT } from '../numbers.ts';
import type { SubjectOptions } from '../options.ts';
import { assertWritable } from '../output/folder.ts';
import { ProgressLine } from '../output/progress-line.ts';
import { type Detail, printReport } from '../output/render.ts';
import { writeReports } from '../output/report-files.ts';
import { say } from '../output/terminal.ts';
import { STRATEGY_DEFAULT, setupOf } from '../setup.ts';
import { useConfig } from '../subjects/config.ts';
import { digestOfTexts } from '../subjects/digest.ts';
import { specOf, underHandler, withOwn } from '../subjects/subjects.ts';

interface MutateOptions extends SubjectOptions, Detail {
  readonly handler?: string;
  readonly runs?: number;
  readonly seed: number;
  readonly only?: string;
  readonly workers?: number;
  readonly resume?: string;
  readonly report?: string;
}

type InC = Extract<SubjectSpec, { kind: 'c' }>;

/** Does `faultline mutate`. */
export async function run(file: string, options: MutateOptions): Promise<void> {
  const { report: folder, resume, workers = availableParallelism() } = options;
  if (folder !== undefined) assertWritable(folder);
  const setup = setupOf(options);
  const original = await subjectIn(underHandler(file, options.handler), setup);
  const effort = { ...EFFORT, runs: options.runs ?? RUNS_OF_A_MUTANT, seed: options.seed };
  const known = resume === undefined ? undefined : knownIn(resume, original);
  let stopped = false;
  const ended = onInterrupt(() => {
    stopped = true;
  });
  try {
    const about = await checked(original, { ...effort, runs: RUNS_DEFAULT });
    const place = fileIn(original);
    const wanted = reachedIn(about);
    const all = mutationsOf(place.text, wanted).filter(isWanted(options.only));
    if (all.length === 0)
      throw usage(`${place.path}: there is nothing to change in what a fault reaches`);
    const judge = new Judge(original, about, {
      check: effort,
      gate: { ...effort, runs: options.runs ?? RUNS_DEFAULT },
    });
    const mutants = await eachOf(all, { judge, known, workers, isStopped: () => stopped });
    const document: MutateReport = {
      schema: MUTATE_SCHEMA,
      ...{ subject: original.name, file: place.path, digest: original.digest! },
      ...{ profile: about.profile, profileFrom: about.profileFrom },
      ...{ seed: effort.seed, runs: effort.runs },
      ...{ interrupted: stopped, total: all.length, mutants },
    };
    if (folder !== undefined) await writeReports(folder, 'mutate', document);
    await printReport(document, options);
  } finally {
    ended();
  }
  if (stopped) say('faultline: interrupted');
  process.exitCode = stopped ? EXIT.interrupted : EXIT.clean;
}

const EFFORT = { runs: RUNS_OF_A_MUTANT, seconds: null, strategy: STRATEGY_DEFAULT, world: null };

async function subjectIn(name: string, setup: Setup): Promise<InC> {
  const own = await useConfig(setup.config);
  const found = specOf(name, setup);
  const spec = own ? withOwn(found, own) : found;
  if (spec.kind === 'c') return spec;
  throw usage(
    `${name}: expected a C file to change (ttm_bo_vm.c, impl/c/subjects/v5.5.c), found TypeScript`,
  );
}

/** The file that is changed: the driver's if there is one. */
const fileIn = ({ source, driver }: InC) => driver?.file ?? source;

/**
 * What is known of the original, which has to be judged itself. It is searched for longer than a
 * mutant, since a law that it breaks, too, kills nobody.
 */
const checked = (original: InC, effort: Effort): Promise<CheckReport> =>
  answerOf({ kind: 'check', subjects: [original.name], setup: PLAIN, effort }, [original]);

/** What a job with these subjects comes to, done in one thread. */
async function answerOf<R>(job: Job, subjects: readonly SubjectSpec[]): Promise<R> {
  const { answers, failure } = await runJob(job, { subjects, workers: 1 });
  if (failure) throw failure;
  return answers[0]!.report as R;
}

const PLAIN: Setup = { profile: null, toolchain: null };

/** Functions that a fault can come to. */
function reachedIn({ coverage }: CheckReport): (name: string) => boolean {
  const beside = new Set(coverage.source?.beside ?? []);
  return (name) => !beside.has(name);
}

const isWanted =
  (only: string | undefined) =>
  (mutation: Mutation): boolean =>
    only === undefined || mutation.function.includes(only) || mutation.operator.includes(only);

/** What is the same of a mutant in each run of the command. */
const keyOf = ({
  at,
  operator,
  before,
  after,
}: Pick<Mutant, 'at' | 'operator' | 'before' | 'after'>) =>
  JSON.stringify([at, operator, before, after]);

/** Mutants that were judged before, of the same text. */
function knownIn(path: string, { digest }: InC): ReadonlyMap<string, Mutant> {
  const before = readDocument(path, [MUTATE_SCHEMA]) as MutateReport;
  if (before.digest !== digest)
    throw usage(`${path}: it is about another text than the file has now`);
  return new Map(before.mutants.map((mutant) => [keyOf(mutant), mutant]));
}

interface Judging {
  readonly judge: Judge;
  readonly known: ReadonlyMap<string, Mutant> | undefined;
  readonly workers: number;
  readonly isStopped: () => boolean;
}

/** Judges the mutants, so many at a time; those that were judged, in their order. */
async function eachOf(
  all: readonly Mutation[],
  { judge, known, workers, isStopped }: Judging,
): Promise<Mutant[]> {
  const line = new ProgressLine(null);
  const mutants: (Mutant | undefined)[] = Array.from({ length: all.length });
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    while (next < all.length && !isStopped()) {
      const index = next;
      next += 1;
      const what = judge.describe(all[index]!);
      mutants[index] = known?.get(keyOf(what)) ?? (await judge.judge(all[index]!, what));
      done += 1;
      const survived = mutants.filter((one) => one?.outcome === 'survived').length;
      line.show({
        ...{ subject: judge.name, phase: 'compare', done, total: all.length },
        ...{ violations: survived, goalsReached: 0, goals: 0 },
      });
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  line.clear();
  return mutants.filter((one) => one !== undefined);
}

type Described = Pick<Mutant, 'at' | 'function' | 'operator' | 'before' | 'after'>;

/** How long a mutant is searched, and how long one that broke no law there. */
interface Efforts {
  readonly check: Effort;
  readonly gate: Effort;
}

/** Gates mutants of one subject against it. */
class Judge {
  readonly name: string;
  private readonly original: InC;
  private readonly efforts: Efforts;
  /** Laws that the original breaks. */
  private readonly known: ReadonlySet<string>;

  /** The mutants run in the kernel of the original, whatever their text may show. */
  constructor(original: InC, { profile, violations }: CheckReport, efforts: Efforts) {
    this.name = original.name;
    this.original = { ...original, profile: [{ file: profile }] };
    this.efforts = efforts;
    this.known = new Set(violations.map(({ invariant }) => invariant));
  }

  describe({ line, function: name, operator, before, after }: Mutation): Described {
    const { path } = fileIn(this.original);
    return { at: `${path}:${line}`, function: name, operator, before, after };
  }

  /** A mutant that breaks a law of its own is killed; only of others is more to be known. */
  async judge(mutation: Mutation, what: Described): Promise<Mutant> {
    const candidate = this.mutant(mutation);
    const { original, efforts, known } = this;
    const { name } = candidate;
    try {
      const check: Job = { kind: 'check', subjects: [name], setup: PLAIN, effort: efforts.check };
      const { violations } = await answerOf<CheckReport>(check, [candidate]);
      const laws = violations.map(({ invariant }) => invariant).filter((law) => !known.has(law));
      if (laws.length > 0) {
        return { ...what, outcome: 'killed', by: [...new Set(laws)], reason: null };
      }
      const gate: Job = {
        ...{ kind: 'gate', candidate: name, baseline: original.name, effort: efforts.gate },
        ...{ setup: PLAIN, baselineSetup: PLAIN },
      };
      const report = await answerOf<GateReport>(gate, [candidate, original]);
      return { ...what, ...cameOf(report), reason: null };
    } catch (error) {
      if (!(error instanceof UnusableSubject)) throw error;
      const reason = oneLine(error.message);
      const outcome = /\berror: /.test(reason) ? 'invalid' : 'refused';
      return { ...what, outcome, by: [], reason };
    }
  }

  private mutant(mutation: Mutation): InC {
    const { original } = this;
    const place = fileIn(original);
    const changed = { ...place, text: mutated(place.text, mutation) };
    const digest = digestOfTexts([original.digest!, changed.text]);
    const { driver } = original;
    return driver
      ? { ...original, digest, driver: { ...driver, file: changed } }
      : { ...original, digest, source: changed };
  }
}

/** What a gate says of a mutant. */
function cameOf({
  safe,
  regressions,
  changes,
  refinement,
}: GateReport): Pick<Mutant, 'outcome' | 'by'> {
  if (!safe) {
    const laws = [...new Set(regressions.map(({ invariant }) => invariant))];
    const lost = changes.filter(({ unsafe }) => unsafe).map(({ behaviour }) => behaviour);
    return { outcome: 'killed', by: [...laws, ...lost] };
  }
  const differences = refinement?.differences ?? [];
  if (differences.length === 0) return { outcome: 'equivalent', by: [] };
  return { outcome: 'survived', by: [...new Set(differences.map(({ kind }) => kind))] };
}
