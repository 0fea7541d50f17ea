import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { EXIT, usage } from '../cli/exit.ts';
import { shard, workers } from '../cli/numbers.ts';
import type { CommonOptions } from '../cli/options.ts';
import { assertWritable } from '../cli/output/folder.ts';
import { ProgressLine } from '../cli/output/progress-line.ts';
import { print, say } from '../cli/output/terminal.ts';
import { type KeptWork, readWork, shardName, workText, writeWork } from './checkpoint.ts';
import type { Answers } from './job.ts';
import { type Plan, WHOLE } from './plan.ts';
import { type JobResult, runJob } from './run-job.ts';
import type { DivisibleJob, Shard } from './work.ts';

/** How an answer is given. */
export interface AnswerOptions extends CommonOptions {
  readonly out: string;
  /** Where `check` and `gate` write their reports. */
  readonly report?: string;
  /** Where counterexamples are kept by what they mean, instead of `out`. */
  readonly corpus?: string;
}

/** Options of the commands whose work can be divided, and gone on with. */
export interface DividedOptions extends AnswerOptions {
  readonly seconds?: number;
  readonly workers?: number;
  readonly shard?: Shard;
  readonly checkpoint?: string;
  readonly resume?: string;
}

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
];

/** A command with these options. */
export const withDividedOptions = (command: Command): Command =>
  command
    .option('--workers <n>', 'threads that work (default: as many as there are cores)', workers)
    .option('--shard <i/n>', 'do only part i of n, for `faultline merge`', shard)
    .option('--checkpoint <file>', 'where to write what is done if it is stopped before its end')
    .option('--resume <file>', 'go on from a checkpoint; it knows all other options');

/** The job of the command line, or that of the checkpoint to go on from. */
export function jobOf<J extends DivisibleJob>(
  asked: J,
  { resume, ...options }: DividedOptions,
  command: Command,
): { job: J; plan: Plan } {
  const plan = { ...WHOLE, shard: options.shard ?? null };
  if (resume === undefined) return { job: asked, plan };
  const given = command.options
    .filter((option) => command.getOptionValueSource(option.attributeName()) === 'cli')
    .find((option) => !BESIDE_RESUME.includes(option.attributeName()));
  if (given || command.args.length > 0) {
    const word = given?.long ?? command.args[0];
    throw usage(`--resume takes the rest from its file, so it stands without ${word}`);
  }
  const { job, shard: part, subjects, work } = readWork(resume, 'checkpoint');
  if (job.kind !== asked.kind) {
    throw usage(`${resume}: a checkpoint of ${job.kind}, not of ${asked.kind}`);
  }
  return {
    job: withSeconds(job, options.seconds) as J,
    plan: { ...WHOLE, shard: part, subjects, known: work },
  };
}

/** The same job with another limit of time, if there is one. */
function withSeconds(job: DivisibleJob, seconds: number | undefined): DivisibleJob {
  if (seconds === undefined) return job;
  return job.kind === 'explore'
    ? { ...job, scope: { ...job.scope, seconds } }
    : { ...job, effort: { ...job.effort, seconds } };
}

/**
 * Does a job, or a part of it, and lets `answer` print what came of the whole; leaves a checkpoint
 * if more is to be done.
 */
export async function divided<J extends DivisibleJob>(
  { job, plan }: { job: J; plan: Plan },
  options: DividedOptions,
  answer: (result: JobResult<Answers[J['kind']]>) => Promise<void>,
): Promise<void> {
  const checkpoint = options.checkpoint ?? options.resume;
  const folders = [options.corpus ?? options.out, options.report];
  for (const each of folders) if (each !== undefined) assertWritable(each);
  if (checkpoint !== undefined) assertWritable(dirname(checkpoint));
  const line = new ProgressLine((job.kind === 'explore' ? job.scope : job.effort).seconds);
  const result = await runJob(job, {
    plan,
    workers: options.workers,
    progress: (progress) => line.show(progress),
  });
  line.clear();
  const kept = { job, subjects: result.subjects, shard: plan.shard, work: result.work };
  // What is refused has come to nothing, and a checkpoint that was gone on from is still there.
  const isRefused = result.failure?.exit === EXIT.usage;
  if (checkpoint !== undefined && !result.isAll && !isRefused && result.subjects.length > 0) {
    writeWork(checkpoint, 'checkpoint', kept);
    say(`faultline: stopped before the end; go on with --resume ${checkpoint}`);
  }
  if (plan.shard === null) return answer(result);
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
