import { runJob } from '../run-job.ts';
import { onDisk } from './specs.ts';

/** A program that checks a subject, and gives what waits in a system call ten seconds. */
const [subject] = process.argv.slice(2);
const { failure } = await runJob(
  {
    kind: 'check',
    setup: { profile: null, toolchain: null },
    subjects: [subject!],
    effort: { runs: 50, seconds: null, seed: 1, strategy: 'preemptions', world: null },
  },
  { subjects: [onDisk(subject!)], silence: { cpuMs: 60_000, wallMs: 10_000 } },
);
console.log(failure?.message);
process.exitCode = failure ? 125 : 0;
