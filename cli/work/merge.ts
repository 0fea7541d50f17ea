import { WHOLE } from '../../jobs/shards.ts';
import type { KeptWork } from '../documents/checkpoint-file.ts';
import { mergedShards } from '../documents/merged-shards.ts';
import { assertTrusted, type Trusting } from '../documents/strangers-code.ts';
import type { AnswerOptions } from '../options.ts';
import { assertWritable } from '../output/folder.ts';
import { codeOf, type Running, run } from '../run.ts';
import { answerCheck } from './check.ts';
import { answerExplore } from './explore.ts';
import { answerGate } from './gate.ts';

/** Does `faultline merge`. */
export async function merge(paths: string[], options: AnswerOptions & Trusting): Promise<void> {
  const merged = mergedShards(paths);
  assertTrusted(paths[0]!, codeOf(merged.job, options), options);
  for (const each of [options.out, options.report]) if (each !== undefined) assertWritable(each);
  await answer(merged, options);
}

/** Only the last part of the job is left: making small what was found, and saying it. */
async function answer({ job, subjects, work }: KeptWork, options: AnswerOptions): Promise<void> {
  const how: Running = {
    part: { ...WHOLE, known: work, reportsOnly: true },
    before: subjects,
    workers: 1,
  };
  switch (job.kind) {
    case 'check':
      return answerCheck(job, await run(job, how), options);
    case 'gate':
      return answerGate(job, await run(job, how), options);
    case 'explore':
      return answerExplore(job, await run(job, how), options);
  }
}
