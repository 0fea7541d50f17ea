import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Preemption } from '../schedule.ts';
import * as toys from '../toys.ts';
import { preemptions } from './preemptions.ts';

const STEPS_MAX = 60;

/** The tasks in the order of their steps. */
function orderOf(toy: toys.Toy, list: readonly Preemption[]): string {
  toys.play(toy, preemptions(list));
  const events = toy.machine.trace.events().filter(({ kind }) => kind !== toys.WRITTEN);
  return events.map(({ task }) => task).join('');
}

/** Every list of at most one entry for a run of so many steps. */
function singles(steps: number, tasks: number): Preemption[][] {
  const lists: Preemption[][] = [[]];
  for (let at = 0; at < steps; at += 1) {
    for (let to = 0; to < tasks; to += 1) lists.push([{ at, to }]);
  }
  return lists;
}

describe('preemptions', () => {
  test('without an entry runs each task to its end', () => {
    expect(orderOf(toys.steppers([2, 1, 3]), [])).toBe('001222');
  });

  test('without an entry goes on in a circle after a blocked task', () => {
    expect(orderOf(toys.waiter(), [])).toBe('1100');
  });

  test('switches to the counted one of the others, modulo their number', () => {
    const order = (to: number) => orderOf(toys.steppers([2, 1, 1]), [{ at: 1, to }]);
    expect([0, 1, 2, 3].map(order)).toEqual(['0120', '0201', '0120', '0201']);
  });

  test('counts all enabled tasks where the last one cannot go on', () => {
    const order = (to: number) => orderOf(toys.steppers([1, 1, 1]), [{ at: 1, to }]);
    expect([0, 1].map(order)).toEqual(['012', '021']);
    const first = (to: number) => orderOf(toys.steppers([1, 1, 1]), [{ at: 0, to }]);
    expect([0, 1, 2].map(first)).toEqual(['012', '120', '201']);
  });

  test('takes its entries in any order, and the last one of a step', () => {
    const late = { at: 3, to: 0 };
    const early = { at: 1, to: 0 };
    expect(orderOf(toys.steppers([3, 3]), [late, early])).toBe('011001');
    expect(
      orderOf(toys.steppers([2, 1, 1]), [
        { at: 1, to: 0 },
        { at: 1, to: 1 },
      ]),
    ).toBe('0201');
  });

  test('ignores a step that never comes, and a switch to nobody', () => {
    const never = [Number.NaN, 99, -1, 0.5].map((at) => ({ at, to: 0 }));
    expect(orderOf(toys.steppers([2, 2]), never)).toBe('0011');
    expect(orderOf(toys.steppers([2, 2]), [...never, { at: 1, to: 0 }])).toBe('0110');
    expect(orderOf(toys.steppers([3]), [{ at: 1, to: 0 }])).toBe('000');
  });

  test('starts again with each run', () => {
    const strategy = preemptions([{ at: 1, to: 0 }]);
    const counters = [0, 1].map(() => {
      const toy = toys.lostUpdate();
      toys.play(toy, strategy);
      return toy.machine.counter;
    });
    expect(counters).toEqual([1, 1]);
  });
});

describe('at most one preemption', () => {
  test('finds the lost update, at 1 of the 4 steps', () => {
    const lost = singles(4, 2).filter((list) => {
      const toy = toys.lostUpdate();
      toys.play(toy, preemptions(list));
      return toy.machine.counter !== 2;
    });
    // The two names of the one entry: modulo one other task, `to` does not matter.
    expect(lost).toEqual([[{ at: 1, to: 0 }], [{ at: 1, to: 1 }]]);
  });

  test('covers m + 1 orders of two tasks, the first of m steps', () => {
    // Undisturbed; the second task first; and the second one inside each of m - 1 gaps.
    const orders = (steps: number[]) =>
      new Set(singles(12, 2).map((list) => orderOf(toys.steppers(steps), list))).size;
    expect([orders([1, 3]), orders([2, 2]), orders([5, 3])]).toEqual([2, 3, 6]);
  });

  test('covers 7 orders of three tasks of two steps', () => {
    const orders = new Set(singles(6, 3).map((list) => orderOf(toys.steppers([2, 2, 2]), list)));
    const expected = ['001122', '112200', '220011', '011220', '022011', '002211', '001221'];
    expect(orders).toEqual(new Set(expected));
  });
});

describe('any list on any toy', () => {
  const anyList = fc.array(
    fc.record({ at: fc.oneof(fc.nat(20), fc.integer()), to: fc.oneof(fc.nat(5), fc.double()) }),
  );

  test('gives a run that ends, in which a task runs only when it can', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(toys.toys)), anyList, (boot, list) => {
        const toy = boot();
        const { outcome, steps, preemptions: count } = toys.play(toy, preemptions(list), STEPS_MAX);
        expect(outcome.kind).not.toBe('diverged');
        expect(steps).toBeLessThanOrEqual(STEPS_MAX);
        expect(count).toBeLessThanOrEqual(list.length);
        expectLegal(toy);
      }),
      { numRuns: 500 },
    );
  });
});

/** Judges a trace by the rules of the toys alone: free locks, and a counter that was reached. */
function expectLegal({ machine }: toys.Toy): void {
  const owners = new Map<number, number>();
  let counter = 0;
  for (const { kind, task, object, a, b, reply } of machine.trace.events()) {
    if (kind === toys.LOCK) {
      expect(owners.has(object)).toBe(false);
      owners.set(object, task);
    } else if (kind === toys.UNLOCK) {
      expect(owners.get(object)).toBe(task);
      owners.delete(object);
    } else if (kind === toys.AWAIT) expect(counter).toBeGreaterThanOrEqual(a);
    else if (kind === toys.READ) expect(reply).toBe(counter);
    else if (kind === toys.WRITTEN) counter = b;
  }
}
