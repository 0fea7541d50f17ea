import { describe, expect, test } from 'vitest';
import { patches } from '../../catalog.ts';
import type { Subject } from '../../impl/subject.ts';
import type { Counterexample } from '../answers/counterexample.ts';
import { alongEventSchedule } from '../corpus/along-event-schedule.ts';
import { meaningOf } from '../corpus/event-schedule.ts';
import { replay } from '../executor.ts';
import { Session } from '../run/session.ts';
import { subject, tools } from './harness.ts';
import { type Edit, edited } from './testing/edited.ts';
import { kept } from './testing/kept.ts';

/** Follows what the schedule of a file means, and nothing else. */
function followed({ finding }: Counterexample, on: Subject) {
  const session = new Session(on, tools);
  const path = alongEventSchedule(meaningOf(finding), session.trace);
  const { violations } = session.judge(finding.shrunk.world, path);
  const broken = violations.some(({ invariant }) => invariant === finding.invariant);
  return { broken, lost: path.lost() };
}

const rewrites = [...patches('rewrites', 'ts')].flatMap(([name, { of }]) =>
  kept.filter(({ file }) => file.subject === of).map((one) => [name, one.name, one.file] as const),
);

/** Does more than v5.5 where it reserves, and nothing else: every step after it has moved. */
const longer: Edit = {
  of: 'v5.5',
  // Takes a reference of its own while it tries to reserve.
  edits: [
    [
      '  if (!(yield dma_resv_trylock(bo.base.resv!))) {',
      `  yield ttm_bo_get(bo);
  yield ttm_bo_put(bo);
  if (!(yield dma_resv_trylock(bo.base.resv!))) {`,
    ],
  ],
};

describe('a schedule by meaning breaks the law again', () => {
  test.each(kept.map(({ name, file }) => [name, file] as const))(
    'on the subject of the file: %s',
    async (_, file) => {
      expect(followed(file, await subject(file.subject))).toEqual({ broken: true, lost: null });
    },
  );

  test.each(rewrites)('on a rewrite: %s, %s', async (name, _, file) => {
    expect(followed(file, await subject(name))).toEqual({ broken: true, lost: null });
  });

  test.each(['always-resolves', 'io-lock-same-manager', 'no-crash', 'fence-refs-balanced'])(
    'where steps were put in, which the steps of the file do not fit: %s',
    async (law) => {
      const { file } = kept.find(({ name }) => name === `v5.5-${law}.json`)!;
      const again = replay(file, await edited(longer, 'longer'), tools);
      expect(again).toMatchObject({ verdict: 'reproduced', difference: null });
      expect(again.byMeaning?.diverged.found).not.toBe('');
      expect(again.finding).toMatchObject({ invariant: law, found: file.finding.found });
    },
  );
});

describe('a schedule by meaning on a subject without the defect', () => {
  const on = async (name: string, version: string) =>
    replay(kept.find((one) => one.name === name)!.file, await subject(version), tools);

  test('holds where the path is still there', async () => {
    expect(await on('rfc-io-lock-balanced.json', 'v5.5')).toMatchObject({
      verdict: 'held',
      difference: null,
      finding: null,
    });
  });

  test('says what was looked for and what came where it is not: another primitive', async () => {
    expect(await on('v5.5-always-resolves.json', 'v5.6')).toMatchObject({
      verdict: 'diverged',
      difference: {
        step: 15,
        expected: 'fault-2 to do up_read(mm), time 4',
        found:
          'fault-2 waits for dma_resv_lock_interruptible(resv-1), ' +
          'after dma_resv_trylock(resv-1) = false',
      },
      finding: null,
    });
  });

  test('or none at all', async () => {
    expect(await on('rfc-no-crash.json', 'repaired')).toMatchObject({
      verdict: 'diverged',
      difference: {
        expected: 'fault-1 to do ttm_tt_populate(false) = 0',
        found: 'fault-1 ended, after up_read(mm)',
      },
    });
  });

  test('a task that is not there is no task to wait for', async () => {
    const { file } = kept.find(({ name }) => name === 'rfc-io-lock-balanced.json')!;
    const turns = meaningOf(file.finding).map((turn) => ({ ...turn, task: 'evictor' }));
    const session = new Session(await subject('rfc'), tools);
    const path = alongEventSchedule(turns, session.trace);
    const { execution } = session.judge(file.finding.shrunk.world, path);
    expect(execution.outcome).toEqual({ kind: 'completed' });
    expect(path.lost()).toMatchObject({ step: 0, found: 'no task evictor' });
  });
});
