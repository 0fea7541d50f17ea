import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everySchedule } from './fc-scheduler.ts';
import type { Scenario } from './promise-kernel.ts';

const CORRECT: Scenario = { environment: 'crowd', ioReserveFails: false, defect: 'none' };
const OPTIONS = { numRuns: 1500, seed: 1 };

const check = (scenario: Partial<Scenario>) =>
  fc.check(everySchedule({ ...CORRECT, ...scenario }, { schedules: 0, primitives: 0 }), OPTIONS);

const found = async (scenario: Partial<Scenario>) => String((await check(scenario)).errorInstance);

describe('the program of promises', () => {
  test.each([
    { environment: 'crowd', ioReserveFails: false },
    { environment: 'crowd', ioReserveFails: true },
    { environment: 'evictor', ioReserveFails: false },
    { environment: 'none', ioReserveFails: false },
  ] as const)('breaks no rule when it is correct: %o', async (scenario) => {
    expect((await check(scenario)).errorInstance).toBeNull();
  });

  test('is seen to unlock a reservation that it has given back', async () => {
    expect(await found({ defect: 'unlocked-twice' })).toMatch(/unlocks the reservation of/);
  });

  test('is seen to keep the io lock when io memory cannot be reserved', async () => {
    const defect = 'io-lock-kept';
    expect(await found({ defect, ioReserveFails: true })).toMatch(/io lock|deadlock/);
    expect((await check({ defect, ioReserveFails: false })).failed).toBe(false);
  });

  test('takes as many primitives a run as our own tasks do', async () => {
    const tally = { schedules: 0, primitives: 0 };
    await fc.assert(everySchedule(CORRECT, tally), OPTIONS);
    // Ours: 25.4 with the strategy `random` (bench/schedules.ts shows both).
    expect(tally.primitives / tally.schedules).toBeGreaterThan(23.5);
    expect(tally.primitives / tally.schedules).toBeLessThan(27.5);
  });
});
