import type { World } from '../../impl/kernel/world.ts';
import { type Actors, taskNames } from '../../impl/simulation.ts';
import type { ExhaustedWorld, Sample } from '../answers/certificate.ts';
import type { Sampled } from '../answers/work.ts';
import { pctBound } from '../search/sampling.ts';
import { LIMITS } from '../worlds/arbitraries.ts';
import type { WorldExplored } from './exploration.ts';

/** What is certain of a world that was exhausted. */
export function exhaustedWorld(
  subject: string,
  { name, world, actors }: { name: string; world: World; actors: Actors },
  { explored, preemptions }: { explored: WorldExplored; preemptions: number | null },
): ExhaustedWorld {
  return {
    subject,
    world: name,
    tasks: taskNames(world, actors),
    faults: world.faults.map(({ caller, write }) => ({ caller, write })),
    failures: world.failures,
    objects: world.objects.length,
    pages: world.objects.reduce((sum, { pages }) => sum + pages, 0),
    preemptions,
    ...(explored.failing ? { failing: true } : {}),
    states: explored.visited.states,
    cut: explored.cut,
  };
}

/** What was tried out in a search. */
export const sampleOf = (
  subject: string,
  { sampled, interrupted }: { sampled: Sampled; interrupted: boolean },
  world: string | null,
): Sample => ({
  subject,
  world,
  limits: world === null ? LIMITS : null,
  strategies: sampled.strategies,
  interrupted,
  pct: sampled.pct.map(pctBound),
});
