import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { UnusableSubject } from '../impl/subject.ts';
import type { Job } from './job.ts';
import { runJob } from './run-job.ts';
import { ended, file, removeFolder, subjectText } from './testing/files.ts';
import { catalogued, onDisk } from './testing/specs.ts';

afterAll(removeFolder);

/** Each test is given the time of a machine that is busy with ten other things. */
const TIMEOUT_MS = 300_000;
const silence = { cpuMs: 1500, wallMs: 300_000 };

const checkOf = (subject: string): Job & { kind: 'check' } => ({
  kind: 'check',
  setup: { profile: null, toolchain: null },
  subjects: ['rfc', subject],
  effort: { runs: 50, seconds: null, seed: 1, strategy: 'preemptions', world: null },
});

describe.concurrent('a subject that hangs is stopped', { timeout: TIMEOUT_MS }, () => {
  test('and what comes before it and after it is judged', async () => {
    const looping = file('looping.ts', subjectText('function* () { for (;;) {} }'));
    const { subjects } = checkOf(looping);
    const { answers, failure, refused } = await runJob(
      { ...checkOf(looping), subjects: [...subjects, 'v5.5'] },
      { subjects: [catalogued('rfc'), onDisk(looping), catalogued('v5.5')], silence },
    );
    expect(answers.map(({ report }) => report.subject)).toEqual(['rfc', 'v5.5']);
    expect(failure).toBe(null);
    expect(refused).toEqual([expect.any(UnusableSubject)]);
    expect(refused![0]!.message).toBe(
      `${looping} loops without coming to its next operation; stopped`,
    );
  });

  test('while it is imported', async () => {
    const looping = file('looping-import.ts', 'for (;;) {}');
    const { answers, failure, refused } = await runJob(checkOf(looping), {
      subjects: [catalogued('rfc'), onDisk(looping)],
      silence,
    });
    expect(answers.map(({ report }) => report.subject)).toEqual(['rfc']);
    expect(failure).toBe(null);
    expect(refused).toEqual([expect.any(UnusableSubject)]);
    expect(refused![0]!.message).toBe(`${looping}: a subject loops while it is imported; stopped`);
  });
});

test('progress is told', { timeout: TIMEOUT_MS }, async () => {
  const phases = new Set<string>();
  await runJob(checkOf('v5.3'), {
    subjects: [catalogued('rfc'), catalogued('v5.3')],
    progress: ({ phase }) => phases.add(phase),
  });
  expect(phases).toContain('search');
});

test('no timer keeps the program alive when a job is done', { timeout: TIMEOUT_MS }, async () => {
  const program = fileURLToPath(new URL('testing/timers.ts', import.meta.url));
  const { stdout } = await ended(spawn(process.execPath, [program]));
  expect(stdout).toBe('v5.3 judged, 0 timers\n');
});
