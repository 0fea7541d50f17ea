import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import { runJob } from '../run-job.ts';
import { file, removeFolder, subjectText } from '../testing/files.ts';
import { onDisk } from '../testing/specs.ts';

afterAll(removeFolder);

/** The time of a machine that is busy with ten other things. */
const TIMEOUT_MS = 300_000;

describe('a subject that is slow', { timeout: TIMEOUT_MS }, () => {
  /** Processes that keep every CPU busy. */
  const burners: ChildProcess[] = [];
  afterAll(() => {
    for (const burner of burners) burner.kill('SIGKILL');
  });

  test('is not stopped because the machine is busy with something else', async () => {
    for (let burner = 0; burner < 6; burner += 1) {
      burners.push(spawn(process.execPath, ['-e', 'for (;;) {}'], { stdio: 'ignore' }));
    }
    // Half of the CPU time that a subject has, for what the harness itself does in the meantime is
    // counted, too; with so many others it takes longer than all of it.
    const busy = { cpuMs: 4000, wallMs: 300_000 };
    const slow = file(
      'slow.ts',
      `let calls = 0;\n` +
        subjectText(`function* (vmf) {
  calls += 1;
  const start = process.threadCpuUsage();
  const spent = () => {
    const { user, system } = process.threadCpuUsage(start);
    return user + system;
  };
  while (calls === 1 && spent() < 2_000_000);
  return 256;
}`),
    );
    const { failure, answers } = await runJob(
      {
        kind: 'check',
        setup: { profile: null, toolchain: null },
        subjects: [slow],
        effort: { runs: 50, seconds: null, seed: 1, strategy: 'preemptions', world: null },
      },
      { subjects: [onDisk(slow)], silence: busy },
    );
    expect(failure?.message).toBeUndefined();
    expect(answers.map(({ report }) => report.subject)).toEqual([slow]);
  });
});
