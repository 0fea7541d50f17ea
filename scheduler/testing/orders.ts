import { Operation } from '../operation.ts';
import type { Strategy } from '../strategy.ts';
import * as toys from '../toys.ts';

/** The tasks in the order of their steps. */
export function orderOf(toy: toys.Toy, strategy: Strategy, stepsMax?: number): string {
  toys.play(toy, strategy, stepsMax);
  const events = toy.machine.trace.events().filter(({ kind }) => kind !== toys.WRITTEN);
  return events.map(({ task }) => task).join('');
}

/** How often each order comes in so many runs, each under the strategy of its seed. */
export function ordersOf(
  boot: () => toys.Toy,
  strategyOf: (seed: number) => Strategy,
  runs: number,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (let seed = 1; seed <= runs; seed += 1) {
    const order = orderOf(boot(), strategyOf(seed));
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  return counts;
}

/** Tasks that read these objects, one after the other. */
export function readers(objects: readonly (readonly number[])[]): toys.Toy {
  const toy = toys.steppers(objects.map(() => 0));
  const specs = objects.map((each, id) => ({
    name: `reader-${id}`,
    *start() {
      for (const object of each) yield new Operation(toys.READ, object);
    },
  }));
  return { ...toy, specs };
}
