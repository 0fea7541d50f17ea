import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { asError } from '../jobs/failure.ts';
import type { Answers, Job } from '../jobs/job.ts';
import { type JobResult, NOTHING_DONE, runJob } from '../jobs/run-job.ts';
import { type Part, WHOLE } from '../jobs/shards.ts';
import type { DivisibleJob, Found } from '../properties/answers/work.ts';
import {
  type KeptWork,
  readWork,
  shardName,
  workText,
  writeWork,
} from './documents/checkpoint-file.ts';
import { assertTrusted, codeNamedBy, type Trusting } from './documents/strangers-code.ts';
import { exitOfError, usage } from './exit.ts';
import { EXIT } from './exit-codes.ts';
import { onInterrupt } from './interrupt.ts';
import type { DividedOptions } from './options.ts';
import { assertWritable } from './output/folder.ts';
import { ProgressLine } from './output/progress-line.ts';
import { print, say } from './output/terminal.ts';
import { namedBy } from './subjects/named.ts';

/** What may stand beside `--resume`; the rest is in the file. */
const BESIDE_RESUME = [
  'resume',
  'checkpoint',
  'seconds',
  'workers',
  'out',
  'json',
  'color',
  'debug',
  'report',
  'trustTypescript',
  'config',
];

/** A job, or the part of it that is to be done. */
export interface Asked<J> {
  readonly job: J;
  readonly part: Part;
  /** The subjects with which a part of it was done before, or null. */
  readonly before: readonly Found[] | null;
}

/** The job of the command line, or that of the checkpoint to go on from. */
export function jobOf<J extends DivisibleJob>(
  asked: J,
  { resume, ...options }: DividedOptions,
  command: Command,
): Asked<J> {
  const part = { ...WHOLE, shard: options.shard ?? null };
  if (resume === undefined) return { job: asked, part, before: null };
  const given = command.options
    .filter((option) => command.getOptionValueSource(option.attributeName()) === 'cli')
    .find((option) => !BESIDE_RESUME.includes(option.attributeName()));
  if (given || command.args.length > 0) {
    const word = given?.long ?? command.args[0];
    throw usage(`--resume takes the rest from its file, so it stands without ${word}`);
  }
  const { job, shard, subjects, work } = readWork(resume, 'checkpoint');
  if (job.kind !== asked.kind) {
    throw usage(`${resume}: a checkpoint of ${job.kind}, not of ${asked.kind}`);
  }
  assertTrusted(resume, codeOf(job, options), options);
  return {
    job: withSeconds(job, options.seconds) as J,
    part: { ...WHOLE, shard, known: work },
    before: subjects,
  };
}

/** What of a job would run as code of the user's. */
export function codeOf(job: DivisibleJob, by: Trusting): string | undefined {
  return job.kind === 'gate'
    ? codeNamedBy([job.candidate, job.baseline], [job.setup, job.baselineSetup], by)
    : codeNamedBy(job.subjects, [job.setup], by);
}

/** The same job with another limit of time, if there is one. */
function withSeconds(job: DivisibleJob, seconds: number | undefined): DivisibleJob {
  if (seconds === undefined) return job;
  return job.kind === 'explore'
    ? { ...job, scope: { ...job.scope, seconds } }
    : { ...job, effort: { ...job.effort, seconds } };
}

/** What a command says of how its job is to be done. */
export interface Running {
  readonly workers?: number | undefined;
  /** Which part of the job is to be done; all of it unless it is given. */
  readonly part?: Part;
  /** The subjects with which a part of it was done before, or null. */
  readonly before?: readonly Found[] | null;
}

/** Does a job: finds what its words name, shows progress, and listens to Ctrl-C. */
export async function run<J extends Job>(
  job: J,
  { workers, part, before = null }: Running = {},
): Promise<JobResult<Answers[J['kind']]>> {
  const line = new ProgressLine(secondsOf(job));
  line.begin();
  try {
    return await runJob(job, {
      ...(await namedBy(job)),
      ...(part ? { part } : {}),
      before,
      workers,
      progress: (progress) => line.show(progress),
      onInterrupt,
    });
  } catch (error) {
    return { ...NOTHING_DONE, failure: asError(error) };
  } finally {
    line.clear();
  }
}

function secondsOf(job: Job): number | null {
  if (job.kind === 'replay') return null;
  return (job.kind === 'explore' ? job.scope : job.effort).seconds;
}

/**
 * Does a job, or a part of it, and lets `answer` print what came of the whole; leaves a checkpoint
 * if more is to be done.
 */
export async function answered<J extends DivisibleJob>(
  { job, part, before }: Asked<J>,
  options: DividedOptions,
  answer: (result: JobResult<Answers[J['kind']]>) => Promise<void>,
): Promise<void> {
  const checkpoint = options.checkpoint ?? options.resume;
  const folders = [options.corpus ?? options.out, options.report];
  for (const each of folders) if (each !== undefined) assertWritable(each);
  if (checkpoint !== undefined) assertWritable(dirname(checkpoint));
  const result = await run(job, { part, before, workers: options.workers });
  const kept = { job, subjects: result.subjects, shard: part.shard, work: result.work };
  // What is refused has come to nothing, and a checkpoint that was gone on from is still there.
  const isRefused = result.failure !== null && exitOfError(result.failure) === EXIT.usage;
  if (checkpoint !== undefined && !result.isAll && !isRefused && result.subjects.length > 0) {
    writeWork(checkpoint, 'checkpoint', kept);
    const trust = codeOf(job, {}) === undefined ? '' : ' --trust-typescript';
    say(`faultline: stopped before the end; go on with --resume ${checkpoint}${trust}`);
  }
  if (part.shard === null) return answer(result);
  if (result.failure) throw result.failure;
  tellShard(kept, options);
  if (!result.interrupted) return;
  say('faultline: interrupted');
  process.exitCode = EXIT.interrupted;
}

/** Part of an answer is none yet, so it says nothing about the subject, and exits with 0. */
function tellShard(kept: KeptWork, { json, out }: DividedOptions): void {
  if (json) {
    print(workText('shard', kept));
    return;
  }
  const path = join(out, shardName(kept.job, kept.shard!));
  writeWork(path, 'shard', kept);
  say(`${path}: shard ${kept.shard!.index} of ${kept.shard!.of}, for \`faultline merge\``);
}
