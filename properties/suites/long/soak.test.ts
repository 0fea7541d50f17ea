import { describe, expect, test } from 'vitest';
import { entries, patches } from '../../../catalog.ts';
import { check } from '../../executor.ts';
import { KNOWN_DEFECTS } from '../../judge/known-defects.ts';
import { options, subject, tools } from '../harness.ts';

/** Of each strategy. */
const RUNS = 40_000;
const strategies = [...tools.strategies.keys()].filter((name) => name !== 'replay');
const rewrites = [...patches('rewrites', 'ts')];
const subjects = [...(await entries('helpers')).keys(), 'v5.11+amdgpu'];

/** The laws that a subject's known defects break. */
const pinned = (name: string): Set<string> => {
  const [helpers] = name.split('+');
  const known = KNOWN_DEFECTS.filter((defect) => defect.subjects.includes(helpers!));
  return new Set(known.map(({ invariant }) => invariant));
};

describe.each(strategies)('in many runs under %s', (strategy) => {
  test.each(subjects)('%s breaks nothing but what is pinned', async (name) => {
    const asked = options({ runs: RUNS, strategy, seed: 2 });
    const { violations } = check(await subject(name), tools, asked);
    const broken = new Set(violations.map(({ invariant }) => invariant));
    expect([...broken].filter((law) => !pinned(name).has(law))).toEqual([]);
  });

  test.each(rewrites)('%s breaks nothing that its original keeps', async (name, rewrite) => {
    const asked = options({ runs: RUNS / 4, strategy, seed: 3 });
    const { violations } = check(await subject(name), tools, asked);
    const broken = new Set(violations.map(({ invariant }) => invariant));
    expect([...broken].filter((law) => !pinned(rewrite.of).has(law))).toEqual([]);
  });
});
