import { describe, expect, test } from 'vitest';
import { check, explore, gate } from '../executor.ts';
import { options, subject, tools } from '../suites/harness.ts';

const v55 = await subject('v5.5');
const worldCalled = (name: string) => ({ name, world: tools.worlds.get(name)!.world });

describe('the certificate of a check', () => {
  const { certificate, runs } = check(v55, tools, options({ runs: 1600 }));

  test('counts the runs of every strategy of the portfolio', () => {
    // 100 rounds of 16 turns.
    expect(certificate.sampled).toHaveLength(1);
    expect(certificate.sampled[0]!.strategies).toEqual([
      { strategy: 'pct', runs: 200 },
      { strategy: 'pos', runs: 200 },
      { strategy: 'preemption-bound', runs: 100 },
      { strategy: 'preemptions', runs: 800 },
      { strategy: 'random', runs: 100 },
      { strategy: 'urw', runs: 200 },
    ]);
    expect(runs).toBe(1600);
  });

  test('says what generated worlds are like at most, and no drawn world is larger', () => {
    const { limits, pct, interrupted } = certificate.sampled[0]!;
    expect({ limits, interrupted }).toEqual({
      limits: {
        objects: 3,
        pages: 19,
        vmas: 3,
        threads: 3,
        actors: 4,
        failures: 3,
        preemptions: 6,
      },
      interrupted: false,
    });
    // Three faulting threads, four actors, and the two tasks of every world.
    expect(pct.map(({ depth, runs, tasks }) => [depth, runs, tasks])).toEqual([
      [1, 67, 9],
      [2, 67, 9],
      [3, 66, 9],
    ]);
    for (const { depth, runs, steps, within, longer, chance, missed } of pct) {
      expect(chance).toBe(1 / (9 * steps ** (depth - 1)));
      expect(missed).toBeCloseTo((1 - chance) ** runs, 10);
      expect(within).toBeLessThan(steps);
      expect(longer).toBeLessThan(runs);
    }
  });

  test('says what the exhausted worlds are', () => {
    expect(certificate.exhausted.map(({ world }) => world)).not.toContain('everything');
    const found = certificate.exhausted.find(({ world }) => world === 'contended-without-retry')!;
    expect(found).toMatchObject({
      subject: 'v5.5',
      tasks: ['fault-1', 'fault-2', 'gpu', 'release-worker'],
      faults: [
        { caller: 'user', write: false },
        { caller: 'fixup-locked', write: false },
      ],
      failures: [],
      objects: 1,
      pages: 2,
      preemptions: null,
    });
    expect(found.states).toBeGreaterThan(100);
  });

  test('says when the search was stopped, and does not claim the runs that were not made', () => {
    let asked = 0;
    const stop = (): boolean => {
      asked += 1;
      return asked > 1;
    };
    const stopped = check(
      v55,
      tools,
      options({ runs: 20_000, world: worldCalled('everything'), stop }),
    );
    const [sample] = stopped.certificate.sampled;
    expect(stopped.certificate.exhausted).toEqual([]);
    expect(sample).toMatchObject({ interrupted: true, world: 'everything', limits: null });
    const made = sample!.strategies.reduce((sum, { runs }) => sum + runs, 0);
    expect(made).toBe(stopped.runs);
    expect(made).toBeLessThan(20_000);
  });

  test('is of one world when the search stays in it', () => {
    const world = worldCalled('two-faults');
    const one = check(v55, tools, options({ runs: 100, world, strategy: 'random' }));
    expect(one.certificate.exhausted.map(({ world }) => world)).toEqual(['two-faults']);
    expect(one.certificate.sampled).toEqual([
      {
        subject: 'v5.5',
        world: 'two-faults',
        limits: null,
        strategies: [{ strategy: 'random', runs: 100 }],
        interrupted: false,
        pct: [],
      },
    ]);
  });
});

test('a check tells a law that only the exhausted worlds show broken', () => {
  // One run cannot show it; the worlds that are exhausted do.
  const { violations } = check(v55, tools, options({ runs: 1 }));
  expect(violations.map(({ invariant }) => invariant)).toContain('always-resolves');
});

test('a gate exhausts both sides, and judges by the same rules what it finds there', () => {
  const worse = gate(v55, v55, tools, options({ runs: 1 }));
  expect(new Set(worse.certificate.exhausted.map(({ subject }) => subject))).toEqual(
    new Set(['v5.5']),
  );
  expect(worse.regressions).toEqual([]);
  expect(worse.inherited.map(({ invariant }) => invariant)).toContain('always-resolves');
  expect(worse.certificate.sampled).toHaveLength(2);
});

test('a defect that shows in a litmus world is a regression without a single lucky run', async () => {
  const mutant = await subject('prefault-none');
  const { regressions } = gate(mutant, await subject('v5.6'), tools, options({ runs: 1 }));
  expect(regressions.map(({ invariant }) => invariant)).toContain('always-resolves');
});

describe('the certificate of an exploration', () => {
  const ask = (overrides: Partial<Parameters<typeof explore>[2]>) =>
    explore(v55, tools, {
      worlds: [worldCalled('two-faults')],
      preemptions: null,
      transitionsMax: null,
      stop: () => false,
      progress: () => {},
      ...overrides,
    });

  test('says up to which bound a world was exhausted', () => {
    const [all] = ask({}).certificate.exhausted;
    const [none] = ask({ preemptions: 0 }).certificate.exhausted;
    expect(all!.preemptions).toBeNull();
    expect(none!.preemptions).toBe(0);
    expect(none!.states).toBeLessThan(all!.states);
  });

  test('does not claim a world of which only a part was visited', () => {
    const worlds = [worldCalled('everything')];
    const { certificate } = ask({ worlds, transitionsMax: 1000 });
    expect(certificate.exhausted).toEqual([]);
    expect(certificate.unfinished).toMatchObject([{ subject: 'v5.5', world: 'everything' }]);
    expect(certificate.unfinished[0]!.share).toBeLessThan(1);
    expect(certificate.sampled).toEqual([]);
  });
});
