import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Counterexample } from '../../properties/answers/counterexample.ts';
import type { GateReport } from '../../properties/answers/gate-report.ts';
import { gateReport } from '../../reports/testing/sample.ts';
import { FOLDER, ROOT, removeFolder } from '../testing/program.ts';
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
    const names = (await allowanceOf({ allow: path }))!.accepted.map((entry) =>
      'invariant' in entry ? entry.invariant : entry.behaviour,
    );
    expect(names).toEqual(['io-lock-balanced', 'no-crash', CHANGE]);
  });

  test('need not be there, unless it is named', async () => {
    expect(await allowanceOf({})).toBeUndefined();
    const gone = join(FOLDER, 'gone.json');
    await expect(allowanceOf({ allow: gone })).rejects.toThrow('there is no such file');
    const made = { allow: gone, accept: ['no-crash'], reason: 'for now' };
    expect(await allowanceOf(made)).toEqual({ path: gone, accepted: [] });
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
