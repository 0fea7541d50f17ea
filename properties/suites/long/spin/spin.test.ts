import { describe, expect, test } from 'vitest';
import { entries } from '../../../../catalog.ts';
import { exploreWorld } from '../../../explore/exploration.ts';
import type { Litmus } from '../../../worlds/litmus-world.ts';
import { settle } from '../../../worlds/settle.ts';
import { subject, tools } from '../../harness.ts';
import { CASES, type Case } from './cases.ts';
import { spin } from './spin.ts';

/** A witness that has no part in this program: SPIN, on a model of the protocol. */
const worlds = await entries<Litmus>('worlds');

async function explored({ subject: name, world, change, found, unasked = [] }: Case) {
  const laws = [...tools.invariants].filter(([law]) => !unasked.includes(law));
  return exploreWorld(await subject(name), settle(change(worlds.get(world)!.world)), {
    tools: { ...tools, invariants: new Map(laws) },
    // SPIN stops at the first error as well.
    stop: (_, broken) => found !== null && broken.has(found.law),
  });
}

describe('SPIN and explore say the same', () => {
  test.each(CASES)('$title', async (one) => {
    const { error } = spin(one.switches);
    const { all, broken } = await explored(one);
    if (one.found) {
      expect(error).toMatch(one.found.error);
      expect([...broken.keys()]).toContain(one.found.law);
    } else {
      expect(error).toBeNull();
      expect({ all, broken: [...broken.keys()] }).toEqual({ all: true, broken: [] });
    }
  });
});

test('SPIN finds no error with and without its own reduction', () => {
  const switches = ['EVICTED', 'UNMAPPED', 'SIGNALLED', 'FAILING'];
  const [reduced, whole] = [spin(switches), spin(switches, { unreduced: true })];
  expect([reduced.error, whole.error]).toEqual([null, null]);
  expect(reduced.states).toBeLessThan(whole.states);
});
