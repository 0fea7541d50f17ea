import { test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { entries } from '../../catalog.ts';
import { Session } from '../run/session.ts';
import { smaller } from '../run/simpler-runs.ts';
import { runArbitrary, worldArbitrary } from '../worlds/arbitraries.ts';
import type { Litmus } from '../worlds/litmus-world.ts';
import { settle } from '../worlds/settle.ts';
import { subject, tools } from './harness.ts';

const repaired = new Session(await subject('repaired'), tools);
const worlds = await entries<Litmus>('worlds');

describe('every world that can be generated', () => {
  property.prop([worldArbitrary(tools.actors)])('is settled once and for all', (world) => {
    expect(settle(settle(world))).toEqual(settle(world));
  });

  property.prop([runArbitrary(tools.actors)])('boots and comes to an end', (run) => {
    const { outcome } = repaired.judgeRun(run).execution;
    expect(outcome.kind).toBe('completed');
  });

  property.prop([runArbitrary(tools.actors)])('runs the same way twice', (run) => {
    repaired.judgeRun(run);
    const first = repaired.trace.copy();
    repaired.judgeRun(run);
    expect(repaired.trace.words.slice(0, repaired.trace.length)).toEqual(
      first.words.slice(0, first.length),
    );
  });

  property.prop([runArbitrary(tools.actors)])('is another one after each small step', (run) => {
    const settled = { ...run, world: settle(run.world) };
    for (const step of smaller(settled)) expect(step).not.toEqual(settled);
  });
});

describe('every litmus world', () => {
  test.each([...worlds])(
    '%s is legal as it is written, and kept by the repaired helpers',
    (_name, { world }) => {
      expect(settle(world)).toEqual(world);
      const judged = repaired.judgeRun({ world, preemptions: [] });
      expect(judged.execution.outcome.kind).toBe('completed');
      expect(judged.violations).toEqual([]);
    },
  );
});
