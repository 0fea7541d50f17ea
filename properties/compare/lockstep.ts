import type { EventName } from '../../impl/kernel/event-names.ts';
import type { World } from '../../impl/kernel/world.ts';
import { locating } from '../../impl/locate.ts';
import { Simulation, taskNames } from '../../impl/simulation.ts';
import type { Subject } from '../../impl/subject.ts';
import type { Strategy } from '../../scheduler/strategy.ts';
import type { Trace, TraceEvent } from '../../scheduler/trace.ts';
import type { PortableEvent } from '../answers/portable-event.ts';
import { portableTrace } from '../run/portable.ts';
import type { Tools } from '../run/tools.ts';

/** Where two renderings of one subject part: the first event that only one of them has. */
export interface Parting {
  readonly index: number;
  readonly one: PortableEvent | undefined;
  readonly other: PortableEvent | undefined;
  /** Both in words, each with the line of its source. */
  readonly text: string;
}

/**
 * Runs two subjects side by side: the same world, the same schedule, and then event by event.
 *
 * Accesses of memory are left out, since a compiler may read a word once where the source has it
 * twice.
 */
export class Lockstep {
  private readonly subjects: readonly [Subject, Subject];
  private readonly actors: Tools['actors'];
  private readonly simulations: readonly [Simulation, Simulation];

  constructor(subjects: readonly [Subject, Subject], { actors }: Tools) {
    this.subjects = subjects;
    this.actors = actors;
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
        return this.parting(world, strategyOf, index);
      }
    }
    return undefined;
  }

  /** Both run once more, to see where in their sources they part. */
  private parting(world: World, strategyOf: () => Strategy, index: number): Parting {
    const [one, other] = this.simulations.map(({ kernel }, side) => {
      const simulation = this.simulations[side]!;
      const subject = this.subjects[side]!;
      locating(kernel, subject, () => simulation.run(subject, world, strategyOf()));
      const names = taskNames(world, this.actors);
      return portableTrace(kernel.trace, names).filter(({ event }) => !ACCESSES.includes(event))[
        index
      ];
    });
    const line = (event: PortableEvent | undefined, side: number): string =>
      `${this.subjects[side]!.name}: ${event ? lineOf(event) : 'the end of the run'}`;
    return { index, one, other, text: `${line(one, 0)}\n${line(other, 1)}` };
  }
}

/** `ttm_bo_vm.c:143: fault-1 dma_resv_unlock(resv-1)` */
const lineOf = ({ at, step, task, text }: PortableEvent): string =>
  `${at ?? `step ${step}`}: ${task} ${text}`;

const ACCESSES: readonly string[] = ['read', 'write'] satisfies EventName[];

const eventsOf = (trace: Trace): TraceEvent[] =>
  trace.events().filter(({ kind }) => !ACCESSES.includes(kind.name));

function isSame(one: TraceEvent | undefined, other: TraceEvent | undefined): boolean {
  if (!one || !other) return false;
  return FIELDS.every((field) => one[field] === other[field]);
}

const FIELDS = ['kind', 'task', 'object', 'a', 'b', 'c', 'reply', 'step', 'waited'] as const;
