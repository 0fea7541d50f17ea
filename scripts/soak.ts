import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { subjectsOf } from '../cli/subjects/subjects.ts';
import type { Job } from '../jobs/job.ts';
import { runJob } from '../jobs/run-job.ts';

/**
 * The same jobs again and again in one process: `npm run soak -- --minutes 480`. Every answer has
 * to stay the same, byte for byte, and memory flat; otherwise the exit code is 1.
 */
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '480' } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error(`--minutes ${values.minutes}: expected a number above 0`);

const setup = { profile: null, toolchain: null };
const effort = { runs: 2000, seconds: null, seed: 1, strategy: 'portfolio', world: null };
const scope = { worlds: ['two-faults'], preemptions: null, seconds: null, transitions: null };
const JOBS: Readonly<Record<string, Job>> = {
  check: { kind: 'check', subjects: ['rfc', 'v5.11+amdgpu'], setup, effort },
  'check of C': { kind: 'check', subjects: ['impl/c/subjects/v5.5.c'], setup, effort },
  gate: {
    ...{ kind: 'gate', candidate: 'rfc', baseline: 'v5.3', effort },
    ...{ setup, baselineSetup: setup },
  },
  explore: { kind: 'explore', subjects: ['v5.5'], setup, scope },
};

/** The resident memory may grow by this from the second to the last quarter of the rounds. */
const GROWTH_MAX = 1.15;

const digestOf = async (job: Job): Promise<string> => {
  const { answers, failure } = await runJob(job, { subjects: subjectsOf(job, undefined) });
  if (failure) throw failure;
  return createHash('sha256')
    .update(JSON.stringify(answers.map(({ report }) => report)))
    .digest('hex');
};

const median = (all: readonly number[]): number =>
  all.toSorted((one, other) => one - other)[all.length >> 1]!;

const first = new Map<string, string>();
const megabytes: number[] = [];
const drifted = new Set<string>();
const end = Date.now() + 60_000 * minutes;
while (Date.now() < end || megabytes.length < 8) {
  for (const [name, job] of Object.entries(JOBS)) {
    const digest = await digestOf(job);
    if (digest !== (first.get(name) ?? digest)) drifted.add(name);
    first.set(name, first.get(name) ?? digest);
  }
  megabytes.push(process.memoryUsage.rss() / 2 ** 20);
}
const quarter = megabytes.length >> 2;
const [before, after] = [megabytes.slice(quarter, 2 * quarter), megabytes.slice(-quarter)];
const growth = median(after) / median(before);
const isFlat = growth < GROWTH_MAX;
console.log(
  `${megabytes.length} rounds of ${[...first.keys()].join(', ')} in one process; ` +
    `answers that changed: ${[...drifted].join(', ') || 'none'}; ` +
    `resident memory ${median(before).toFixed(0)} MB → ${median(after).toFixed(0)} MB`,
);
process.exitCode = isFlat && drifted.size === 0 ? 0 : 1;
