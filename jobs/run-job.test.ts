import { afterAll, expect, test } from 'vitest';
import { file, removeFolder, subjectText } from '../cli/testing/program.ts';
import type { Job } from './job.ts';
import { runJob } from './run-job.ts';

afterAll(removeFolder);

/** Enough for the thread to start on a busy machine. */
const SILENCE_MS = 2500;

const checkOf = (subject: string): Job & { kind: 'check' } => ({
  kind: 'check',
  setup: { profile: null, toolchain: null },
  subjects: ['rfc', subject],
  effort: { runs: 50, seconds: null, seed: 1, strategy: 'preemptions', world: null },
});

test.concurrent('a looping subject is stopped, what came before it is kept', async () => {
  const looping = file('looping.ts', subjectText('function* () { for (;;) {} }'));
  const { answers, failure } = await runJob(checkOf(looping), { silenceMs: SILENCE_MS });
  expect(answers.map(({ report }) => report.subject)).toEqual(['rfc']);
  expect(failure?.message).toBe(`${looping} loops without coming to its next operation; stopped`);
  expect(failure?.exit).toBe(125);
});

test.concurrent('a subject that loops while it is imported is stopped', async () => {
  const looping = file('looping-import.ts', 'for (;;) {}');
  const { failure } = await runJob(checkOf(looping), { silenceMs: SILENCE_MS });
  expect(failure?.message).toBe('a subject loops while it is imported; stopped');
  expect(failure?.exit).toBe(125);
});

test.concurrent('progress is told', async () => {
  const phases = new Set<string>();
  await runJob(checkOf('v5.3'), { progress: ({ phase }) => phases.add(phase) });
  expect(phases).toContain('search');
});
