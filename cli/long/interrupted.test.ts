import { once } from 'node:events';
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { ended, FOLDER, file, removeFolder } from '../../jobs/testing/files.ts';
import { dice } from '../../scheduler/dice.ts';
import { faultline, startWith } from '../testing/program.ts';

afterAll(removeFolder);

const TIMES = 60;
/** About how long the command takes that is interrupted. */
const TAKES_MS = 900;
/** Says that Node itself has started: before that nobody hears a signal. */
const UP = { NODE_OPTIONS: `--import ${file('up.mjs', "process.stderr.write('up')")}` };
const RESULTS = join(FOLDER, 'results');
const COMMAND = ['check', 'rfc', '--runs', '2000', '--json', '--out', RESULTS, '--report', RESULTS];

/** Starts the command, sends the signal at the moment that a die says, and waits for the end. */
async function interrupted(signal: 'SIGINT' | 'SIGKILL', seed: number) {
  const child = startWith(UP, ...COMMAND, '--checkpoint', join(RESULTS, 'point.json'));
  const end = ended(child);
  await once(child.stderr!, 'data');
  await delay(20 + dice(seed).below(TAKES_MS));
  child.kill(signal);
  return { ...(await end), signal: child.signalCode };
}

/** Files of the folder, drafts left out; throws where a document is not whole. */
function wholeDocuments(): string[] {
  const names = readdirSync(RESULTS).filter((name) => !name.startsWith('.'));
  for (const name of names.filter((each) => each.endsWith('.json'))) {
    JSON.parse(readFileSync(join(RESULTS, name), 'utf8'));
  }
  return names;
}

test('Ctrl-C at any moment ends with 130 and what is known, or after the verdict', async () => {
  const ends = new Set<number | null>();
  for (let seed = 0; seed < TIMES; seed += 1) {
    const { code, signal, stdout, stderr } = await interrupted('SIGINT', seed);
    expect({ seed, signal }).toEqual({ seed, signal: null });
    expect([1, 130]).toContain(code);
    if (stdout !== '') expect(JSON.parse(stdout)).toHaveProperty('subject', 'rfc');
    expect(stderr).not.toMatch(/\n\s+at |harness is broken/);
    ends.add(code);
  }
  expect(ends).toContain(130);
  wholeDocuments();
});

test('a kill at any moment leaves whole files, and the next run goes on as if nothing was', async () => {
  for (let seed = 0; seed < TIMES; seed += 1) {
    const { signal, code } = await interrupted('SIGKILL', 1000 + seed);
    expect(signal === 'SIGKILL' || code === 1).toBe(true);
  }
  wholeDocuments();
  expect((await faultline(...COMMAND)).code).toBe(1);
  expect(wholeDocuments()).toContain('check.html');
});

test('drafts of a process that was killed are removed when they are old', async () => {
  const draft = (hex: string): string => `.check.json.${hex}-0000-4000-8000-000000000000`;
  const [old, young] = [draft('00000001'), draft('00000002')];
  for (const name of [old, young]) writeFileSync(join(RESULTS, name), '{');
  const hourAgo = Date.now() / 1000 - 3600;
  utimesSync(join(RESULTS, old), hourAgo, hourAgo);
  expect((await faultline(...COMMAND)).code).toBe(1);
  const left = readdirSync(RESULTS);
  expect(left).not.toContain(old);
  expect(left).toContain(young);
});
