import type { World } from '../impl/kernel/world.ts';
import { Simulation } from '../impl/simulation.ts';
import type { Subject } from '../impl/subject.ts';
import type { Strategy } from '../scheduler/strategy.ts';
import type { Trace, TraceEvent } from '../scheduler/trace.ts';
import type { Tools } from './tools.ts';

/** Where two renderings of one subject part: the first event that only one of them has. */
export interface Parting {
  readonly index: number;
  readonly one: TraceEvent | undefined;
  readonly other: TraceEvent | undefined;
}

/**
 * Runs two subjects side by side: the same world, the same schedule, and then event by event.
 *
 * Accesses of memory are left out, since a compiler may read a word once where the source has it
 * twice.
 */
export class Lockstep {
  private readonly subjects: readonly [Subject, Subject];
  private readonly simulations: readonly [Simulation, Simulation];

  constructor(subjects: readonly [Subject, Subject], { actors }: Tools) {
    this.subjects = subjects;
    this.simulations = [new Simulation(actors), new Simulation(actors)];
  }

  /** Where the two part in this world, each under a strategy of its own; undefined if never. */
  run(world: World, strategyOf: () => Strategy): Parting | undefined {
    const [one, other] = this.simulations.map((simulation, index) => {
      simulation.run(this.subjects[index]!, world, strategyOf());
      return eventsOf(simulation.kernel.trace);
    });
    const length = Math.max(one!.length, other!.length);
    for (let index = 0; index < length; index += 1) {
      if (!isSame(one![index], other![index])) {
        return { index, one: one![index], other: other![index] };
      }
    }
    return undefined;
  }
}

const ACCESSES = ['read', 'write'];

const eventsOf = (trace: Trace): TraceEvent[] =>
  trace.events().filter(({ kind }) => !ACCESSES.includes(kind.name));

function isSame(one: TraceEvent | undefined, other: TraceEvent | undefined): boolean {
  if (!one || !other) return false;
  return FIELDS.every((field) => one[field] === other[field]);
}

const FIELDS = ['kind', 'task', 'object', 'a', 'b', 'c', 'reply', 'step', 'waited'] as const;
