import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differs } from './determinism.ts';
import { Operation } from './operation.ts';
import { preemptions } from './strategies/preemptions.ts';
import { random } from './strategies/random.ts';
import type { Strategy } from './strategy.ts';
import * as toys from './toys.ts';
import type { Trace } from './trace.ts';

function traceOf(toy: toys.Toy, strategy: Strategy = preemptions([])): Trace {
  toys.play(toy, strategy, 60);
  return toy.machine.trace;
}

describe('two runs of one program', () => {
  test('do not differ, whatever the toy and the seed', () => {
    const anyBoot = fc.constantFrom(...Object.values(toys.toys));
    fc.assert(
      fc.property(anyBoot, fc.integer(), (boot, seed) => {
        expect(differs(() => traceOf(boot(), random(seed)))).toBeNull();
      }),
    );
  });

  test('differ when state outlives the run, and both events are shown', () => {
    let runs = 0;
    function* leaking() {
      yield new Operation(toys.READ, 0);
      runs += 1;
      yield new Operation(toys.WRITE, 0, runs);
    }
    const boot = () => ({ ...toys.steppers([1]), specs: [{ name: 'leaker', start: leaking }] });
    const difference = differs(() => traceOf(boot()));
    expect(difference).toMatchObject({
      index: 1,
      first: { kind: toys.WRITE, a: 1 },
      second: { kind: toys.WRITE, a: 2 },
    });
  });

  test('are compared rightly when they share one trace', () => {
    const { machine, specs } = toys.lostUpdate();
    const run = () => {
      machine.trace.clear();
      return traceOf({ machine, specs });
    };
    const difference = differs(run);
    expect(difference).toMatchObject({ index: 0, first: { reply: 0 }, second: { reply: 2 } });
  });
});

describe('two programs', () => {
  test('differ where one goes on and the other has ended', () => {
    const short = () => traceOf(toys.steppers([2]));
    const long = () => traceOf(toys.steppers([3]));
    expect(differs(short, long)).toMatchObject({ index: 2, first: null, second: { step: 2 } });
    expect(differs(long, short)).toMatchObject({ index: 2, first: { step: 2 }, second: null });
  });
});
