import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { FOLDER, file, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import type { Counterexample } from '../../properties/answers/counterexample.ts';
import type { GateReport } from '../../properties/answers/gate-report.ts';
import { gateReport } from '../../reports/testing/sample.ts';
import { Repository } from '../testing/git.ts';
import { accepting } from './accepting.ts';
import { type Allowance, allowanceOf, writeAllowance } from './allow-file.ts';

afterAll(removeFolder);

const read = (name: string): Counterexample =>
  JSON.parse(readFileSync(join(ROOT, 'reports/counterexamples', name), 'utf8'));
const [io, crash] = [read('rfc-io-lock-balanced.json'), read('rfc-no-crash.json')];
const CHANGE = 'returns VM_FAULT_OOM';
/** Two regressions of one law, another one, and a change. */
const report: GateReport = {
  ...gateReport,
  regressions: [io.finding, { ...crash.finding, invariant: 'io-lock-balanced' }, crash.finding],
  changes: [{ ...gateReport.changes[0]!, behaviour: CHANGE }],
};
const path = join(FOLDER, 'allow.json');
const EMPTY: Allowance = { path, accepted: [] };
const accepted = (names: string[], allowance = EMPTY, reason = 'for now') =>
  accepting(report, { names, reason }, allowance);

describe('to accept', () => {
  test('one of two regressions of a law leaves the other one', () => {
    const { report: after, allowance } = accepted(['io-lock-balanced#2']);
    expect(after.safe).toBe(false);
    expect(after.regressions).toEqual([io.finding, crash.finding]);
    expect(after.accepted).toMatchObject([{ invariant: 'io-lock-balanced', accepted: 'for now' }]);
    expect(allowance.accepted).toHaveLength(1);
  });

  test('all regressions makes the gate safe, and a change is marked', () => {
    const names = ['io-lock-balanced', 'io-lock-balanced#2', 'no-crash', CHANGE];
    const { report: after } = accepted(names);
    expect(after).toMatchObject({ safe: true, regressions: [], stale: [] });
    expect(after.changes[0]!.accepted).toBe('for now');
  });

  test('again changes the reason, and nothing else', () => {
    const once = accepted(['no-crash']);
    const how = { names: ['no-crash'], reason: 'for ever' };
    const twice = accepting(once.report, how, once.allowance);
    expect(twice.allowance.accepted).toEqual([
      { ...once.allowance.accepted[0], reason: 'for ever' },
    ]);
    expect(twice.report.accepted).toMatchObject([{ accepted: 'for ever' }]);
    expect(accepting(once.report, { ...how, reason: 'for now' }, once.allowance)).toEqual(once);
  });

  test('what the gate does not have is wrong usage', () => {
    expect(() => accepted(['no-crush'])).toThrow('did you mean no-crash?');
  });
});

describe('the file of what is accepted', () => {
  test('is the same bytes in whichever order it came about, and reads back', async () => {
    writeAllowance(accepted(['no-crash', CHANGE, 'io-lock-balanced']).allowance);
    const bytes = readFileSync(path, 'utf8');
    writeAllowance(accepted([CHANGE, 'io-lock-balanced', 'no-crash']).allowance);
    expect(readFileSync(path, 'utf8')).toBe(bytes);
    const names = (await allowanceOf({ allow: path })).allowance!.accepted.map((entry) =>
      'invariant' in entry ? entry.invariant : entry.behaviour,
    );
    expect(names).toEqual(['io-lock-balanced', 'no-crash', CHANGE]);
  });

  test('need not be there, unless it is named', async () => {
    expect(await allowanceOf({})).toEqual({ allowance: undefined, notes: [] });
    const gone = join(FOLDER, 'gone.json');
    await expect(allowanceOf({ allow: gone })).rejects.toThrow('there is no such file');
    const made = { allow: gone, accept: ['no-crash'], reason: 'for now' };
    expect((await allowanceOf(made)).allowance).toEqual({ path: gone, accepted: [] });
  });

  test.each([
    [(text: string) => text.slice(0, 99), 'this is no JSON'],
    [(text: string) => text.replace('allow/1', 'allow/2'), 'which a newer faultline wrote'],
    [(text: string) => text.replace('"no-crash"', '"no-crush"'), 'did you mean no-crash?'],
    [(text: string) => text.replace(CHANGE, 'returns VM_FAULT_OOO'), 'no behaviour is called'],
    [
      (text: string) => text.replace('"reason"', '"season"'),
      "must have required property 'reason'",
    ],
  ])('is refused where nothing can be made of it: %#', async (spoilt, line) => {
    writeAllowance(accepted(['no-crash', CHANGE]).allowance);
    const bad = join(FOLDER, 'bad.json');
    writeFileSync(bad, spoilt(readFileSync(path, 'utf8')));
    await expect(allowanceOf({ allow: bad })).rejects.toThrow(`${bad}: `);
    await expect(allowanceOf({ allow: bad })).rejects.toThrow(line);
  });

  test.each([
    [{ accept: ['no-crash'] }, 'wants a reason'],
    [{ accept: ['no-crash'], reason: ' ' }, 'wants a reason'],
    [{ reason: 'why' }, '--reason says why something is accepted'],
    [{ accept: ['no-crash'], reason: 'why', shard: {} }, '--shard gives no verdict'],
    [{ accept: ['no-crash'], reason: 'why', range: 'a..b' }, 'a gate of its own'],
  ])('%j is wrong usage', async (asked, line) => {
    await expect(allowanceOf(asked)).rejects.toThrow(line);
  });
});

describe('a candidate does not bring what accepts it', () => {
  const repository = new Repository('accepting');
  const own = join(repository.root, 'faultline.allow.json');
  const { allowance } = accepted(['no-crash']);
  const against = { baseline: 'HEAD~1:x.c', git: repository.root };

  beforeAll(() => {
    repository.write('x.c', 'one');
    repository.commit('one');
    writeAllowance({ ...allowance, path: own });
    repository.commit('two');
  });

  test('if the baseline is of a revision, its file holds', async () => {
    const { allowance: none, notes } = await allowanceOf({}, against);
    expect(none).toBeUndefined();
    expect(notes).toEqual([expect.stringMatching(/is not believed.*: HEAD~1 has none/)]);
    const later = await allowanceOf({}, { ...against, baseline: 'HEAD:x.c' });
    expect(later.allowance?.accepted).toEqual(JSON.parse(readFileSync(own, 'utf8')).accepted);
    expect(later.notes).toEqual([]);
  });

  test('if it has changed there, both are told apart', async () => {
    repository.write('faultline.allow.json', '{}');
    const { allowance: kept, notes } = await allowanceOf({}, { ...against, baseline: 'HEAD:x.c' });
    expect(kept?.accepted).toHaveLength(1);
    expect(notes).toEqual([expect.stringMatching(/is not believed.*: that of HEAD holds/)]);
  });

  test('but a file that is named is believed, and under a patch it is the same', async () => {
    const named = file('named.json', JSON.stringify({ schema: 'faultline.allow/1', accepted: [] }));
    const { allowance: given } = await allowanceOf({ allow: named }, against);
    expect(given).toEqual({ path: named, accepted: [] });
    const handled = { ...against, baseline: 'HEAD:x.c+HEAD:y.c' };
    expect((await allowanceOf({}, handled)).allowance?.accepted).toHaveLength(1);
  });

  test('in CI none of the working folder is', async () => {
    const before = process.cwd();
    process.chdir(repository.root);
    try {
      writeAllowance({ ...allowance, path: 'faultline.allow.json' });
      vi.stubEnv('CI', '');
      expect((await allowanceOf({}, { baseline: 'v5.3' })).allowance?.accepted).toHaveLength(1);
      vi.stubEnv('CI', 'true');
      const { allowance: none, notes } = await allowanceOf({}, { baseline: 'v5.3' });
      expect({ none, notes }).toEqual({
        none: undefined,
        notes: [expect.stringContaining('name it with --allow')],
      });
    } finally {
      vi.unstubAllEnvs();
      process.chdir(before);
    }
  });
});
