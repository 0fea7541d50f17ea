import { entries } from '../catalog.ts';
import type { Actor, Daemon } from '../impl/environment/actor.ts';
import type { Invariant } from '../properties/invariant.ts';
import type { Tools } from '../properties/tools.ts';
import type { StrategyEntry } from '../scheduler/strategy.ts';

/** What the catalogue offers to `check`, `gate` and `replay`, which may not read folders. */
export async function loadTools(): Promise<Tools> {
  const actors = await entries<Actor | Daemon>('actors');
  const invariants = await entries<Invariant>('invariants');
  const strategies = await entries<StrategyEntry>('strategies');
  return { actors, invariants, strategies };
}
