import { describe, expect, test } from 'vitest';
import { entries } from '../../catalog.ts';
import { COUNTEREXAMPLE_SCHEMA, type Counterexample } from '../answers/counterexample.ts';
import { check, replay } from '../executor.ts';
import type { Litmus } from '../worlds/litmus-world.ts';
import { options, subject, tools } from './harness.ts';
import { askAgain } from './repeated.ts';

// Which has all others take turns; each of them has its own turn in the long suites.
askAgain(['portfolio']);

describe('an answer', () => {
  test('is another one for another seed', async () => {
    const rfc = await subject('rfc');
    const goals = (seed: number) => check(rfc, tools, options({ runs: 500, seed })).coverage.goals;
    expect(goals(1)).not.toEqual(goals(2));
  });

  test('to a replay tells what a mended, another or a shorter subject does instead', async () => {
    const { violations } = check(await subject('rfc'), tools, options({ runs: 1500 }));
    const finding = violations.find(({ invariant }) => invariant === 'io-lock-balanced')!;
    const file: Counterexample = {
      schema: COUNTEREXAMPLE_SCHEMA,
      subject: 'rfc',
      profile: (await subject('rfc')).profile,
      finding,
    };
    const onto = async (name: string) => replay(file, await subject(name), tools);
    expect(await onto('v5.5')).toMatchObject({
      verdict: 'held',
      difference: null,
      finding: null,
      byMeaning: { diverged: { expected: 'fault-1: reserved_return = VM_FAULT_SIGBUS' } },
    });
    const prefault = violations.find(({ invariant }) => invariant === 'prefault-complete')!;
    expect(replay({ ...file, finding: prefault }, await subject('v5.3'), tools)).toMatchObject({
      verdict: 'reproduced',
      finding: { invariant: 'prefault-complete' },
      byMeaning: { diverged: { expected: 'fault-1: reserve_enter bo-1' } },
    });
    const [turn] = finding.shrunk.schedule;
    const schedule = [{ ...turn!, steps: turn!.steps + 3 }];
    const longer = { ...file, finding: { ...finding, shrunk: { ...finding.shrunk, schedule } } };
    expect(replay(longer, await subject('rfc'), tools)).toMatchObject({
      verdict: 'reproduced',
      difference: null,
      byMeaning: { diverged: { step: finding.shrunk.steps } },
    });
  });

  test('about one litmus world stays in it', async () => {
    const { world } = (await entries<Litmus>('worlds')).get('notify-moves')!;
    const asked = options({ runs: 300, world: { name: 'notify-moves', world } });
    const report = check(await subject('rfc'), tools, asked);
    expect(report.world).toBe('notify-moves');
    expect(report.violations.map(({ invariant }) => invariant)).toEqual(['io-lock-same-manager']);
  });

  test('that is stopped early says so, and says what is known', async () => {
    let asked = 0;
    const stop = () => {
      asked += 1;
      return asked > 3;
    };
    const report = check(await subject('rfc'), tools, options({ stop }));
    expect(report.interrupted).toBe(true);
    expect(report.runs).toBeLessThan(20_000);
    expect(report.violations.length).toBeGreaterThan(0);
  });
});
