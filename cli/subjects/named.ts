import type { Job } from '../../jobs/job.ts';
import type { JobOptions } from '../../jobs/run-job.ts';
import { useConfig } from './config.ts';
import { subjectsOf } from './subjects.ts';

/** What the words of a job name: its subjects, and the entries of a configuration of the user's. */
export async function namedBy(
  job: Job,
): Promise<Pick<JobOptions, 'subjects' | 'entries' | 'config'>> {
  const own = await useConfig(job.setup.config);
  const subjects = subjectsOf(job, own);
  return own ? { subjects, entries: own.entries, config: own.found } : { subjects };
}
