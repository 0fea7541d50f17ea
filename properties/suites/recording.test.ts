import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entries } from '../../catalog.ts';
import { Kernel } from '../../impl/kernel/kernel.ts';
import { TRAP_BEGIN } from '../../impl/kernel/marks.ts';
import { Recorder } from '../../impl/kernel/memory/recorder.ts';
import { Simulation } from '../../impl/simulation.ts';
import { preemptions } from '../../scheduler/strategies/preemptions.ts';
import { EVENT_WORDS, FIELD } from '../../scheduler/trace.ts';
import { runArbitrary } from '../worlds/arbitraries.ts';
import { settle } from '../worlds/settle.ts';
import { subject, tools } from './harness.ts';

const SUBJECTS = [...(await entries('helpers')).keys()];

const recorded = (): Simulation => new Simulation(tools.actors, new Kernel(new Recorder()));

/** The events of the last run; only who records nothing takes fingerprints. */
function eventsOf({ kernel: { trace } }: Simulation): number[] {
  const words = [...trace.words.subarray(0, trace.length)];
  for (let at = 0; at < words.length; at += EVENT_WORDS) {
    if (words[at] === TRAP_BEGIN.code) words[at + FIELD.c] = 0;
  }
  return words;
}

describe('a kernel that records', () => {
  const [plain, recording] = [new Simulation(tools.actors), recorded()];
  test.each(SUBJECTS)('runs %s event by event as any other does', async (name) => {
    const it = await subject(name);
    fc.assert(
      fc.property(runArbitrary(tools.actors), ({ world: written, preemptions: list }) => {
        const world = settle(written);
        const one = plain.run(it, world, preemptions(list));
        const other = recording.run(it, world, preemptions(list));
        expect(other).toEqual(one);
        expect(eventsOf(recording)).toEqual(eventsOf(plain));
        expect(recording.kernel.words).toEqual(plain.kernel.words);
      }),
      { numRuns: 60, seed: 5 },
    );
  });
});
