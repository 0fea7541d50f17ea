import { runJob } from '../run-job.ts';
import { catalogued } from './specs.ts';

/** A program of its own that does a job, and says what would still keep it alive. */
const { answers } = await runJob(
  {
    kind: 'check',
    setup: { profile: null, toolchain: null },
    subjects: ['v5.3'],
    effort: { runs: 50, seconds: null, seed: 1, strategy: 'preemptions', world: null },
  },
  { subjects: [catalogued('v5.3')] },
);
const timers = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout');
process.stdout.write(`${answers[0]!.report.subject} judged, ${timers.length} timers\n`);
