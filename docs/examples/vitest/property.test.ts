import * as fc from 'fast-check';
import { arbitraries, openSession } from 'faultline';
import { test } from 'vitest';

test('what nobody disturbs fails only by itself', { timeout: 60_000 }, async () => {
  const { schedule, world } = await arbitraries();
  const mine = await openSession('./mine.c');
  const calm = world.map((any) => ({ ...any, environment: [], failures: [] }));
  fc.assert(
    fc.property(calm, schedule, (world, preemptions) => {
      const broken = mine.judge({ world, preemptions }).map(({ law }) => law);
      return !broken.includes('io-lock-balanced') && !broken.includes('deadlock-free');
    }),
  );
});
