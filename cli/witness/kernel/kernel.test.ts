import { describe, expect, test } from 'vitest';
import { loadTools } from '../../../catalog.ts';
import { guestOf, kernel, kernels } from '../../../witness/kernels.ts';
import { fidelity } from '../fidelity.ts';
import { kernelCache } from '../kernel-input.ts';
import { sourceOf, witness } from '../witness.ts';
import { claimOf, ownFile, seeded, subjectOf } from './seeded.ts';
import { SEEDS } from './seeds.ts';

/** Kernels that are not built are not asked, and said to be missing. */
const tools = await loadTools();
const built = kernels(kernelCache()).filter(({ release }) => release !== null);

test('at least one kernel is there to be asked', () => {
  expect(built.map(({ version }) => version)).not.toEqual([]);
});

describe.each(built)('Linux $version', ({ version }) => {
  const linux = kernel(version, kernelCache());

  test.each(SEEDS)('confirms: $name', async (seed) => {
    const subject = await subjectOf(seed.name, seeded(ownFile(linux), seed));
    const claim = claimOf(subject, seed, tools);
    const [report] = await witness([claim], { subject, kernel: linux, tools });
    expect(report).toMatchObject({ verdict: 'confirmed', invariant: seed.invariant });
  });

  test('does what the simulation does, but for entries that came into being meanwhile', async () => {
    const subject = await subjectOf('own', ownFile(linux));
    const source = sourceOf(subject);
    if (typeof source === 'string') throw new Error(source);
    const guest = await guestOf(linux, source);
    const samples = [...tools.worlds].map(([name, { world }]) => ({ name, world, runs: 40 }));
    const answers = await fidelity(guest, subject, tools, samples);
    const played = answers.filter(({ reason }) => reason === null);
    expect(played.length).toBeGreaterThan(10);
    const partings = played.flatMap(({ partings: found }) => [...found.keys()]);
    expect(partings.filter((parting) => !parting.endsWith('simulated fault_enter = 0'))).toEqual(
      [],
    );
  });
});
