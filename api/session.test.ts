import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraries, laws, openSession, replay, WrongUsage } from './index.ts';

const { run, schedule, world } = await arbitraries();

test('a law is a property of fast-check, and what it finds replays', async () => {
  const session = await openSession('rfc');
  const law = 'io-lock-balanced';
  const keeps = fc.property(run, (each) => session.judge(each).every((one) => one.law !== law));
  const { counterexample, failed } = fc.check(keeps, { numRuns: 1000, seed: 1 });
  expect(failed).toBe(true);
  const document = session.counterexample(counterexample![0], law);
  expect(document).toMatchObject({ subject: 'rfc', finding: { invariant: law } });
  const { verdict } = await replay(document, { subject: 'rfc' });
  expect(verdict).toBe('reproduced');
});

test('a run that keeps all laws has no broken one', async () => {
  const session = await openSession('repaired');
  fc.assert(
    fc.property(world, schedule, (each, preemptions) => {
      expect(session.judge({ world: each, preemptions })).toEqual([]);
    }),
  );
});

test('laws of one’s own are there where their configuration is asked for', async () => {
  const config = 'docs/extend/faultline.config.ts';
  expect((await laws({ config })).has('faults-are-short')).toBe(true);
  expect((await laws({ config: false })).has('faults-are-short')).toBe(false);
});

test('laws are those of the catalogue, each with its claim and its source', async () => {
  const all = await laws();
  expect(all.get('io-lock-balanced')).toMatchObject({
    claim: expect.any(String),
    source: expect.stringContaining('domain.md'),
  });
  await expect(openSession('rfc', { runs: 1 } as never)).rejects.toBeInstanceOf(WrongUsage);
});
