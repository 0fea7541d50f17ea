import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Ended, FOLDER, removeFolder } from '../../jobs/testing/files.ts';
import { faultline } from '../testing/program.ts';

afterAll(removeFolder);

const WORLDS = ['fatal-signal', 'two-faults', 'queued-writer-and-move', 'one-fault'];
/** Sittings after which it is given up; each has twice the time of the one before. */
const SITTINGS_MAX = 12;
const SECONDS_FIRST = 0.2;

/** The document without times. */
const timeless = ({ stdout }: Ended): unknown => ({ ...JSON.parse(stdout), seconds: null });

test.each([
  ['TypeScript', 'v5.5'],
  ['C', 'impl/c/subjects/v5.5.c'],
])('an exploration in many sittings comes to what one sitting does: %s', async (kind, subject) => {
  const checkpoint = join(FOLDER, `${kind}.json`);
  const answer = ['--json', '--out', join(FOLDER, 'out')];
  const asked = ['explore', subject, ...WORLDS.flatMap((name) => ['--world', name])];
  const first = ['--seconds', String(SECONDS_FIRST), '--checkpoint', checkpoint];
  let ended = await faultline(...asked, ...first, ...answer);
  let sittings = 1;
  expect(JSON.parse(ended.stdout).interrupted).toBe(true);
  while (ended.stderr.includes(`go on with --resume ${checkpoint}`)) {
    expect(sittings).toBeLessThan(SITTINGS_MAX);
    const seconds = String(SECONDS_FIRST * 2 ** sittings);
    ended = await faultline('explore', '--resume', checkpoint, '--seconds', seconds, ...answer);
    sittings += 1;
  }
  expect(sittings).toBeGreaterThan(1);
  const whole = await faultline(...asked, ...answer);
  expect(timeless(ended)).toEqual(timeless(whole));
  expect(ended.code).toBe(whole.code);
});
