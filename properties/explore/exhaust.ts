import type { World } from '../../impl/kernel/world.ts';
import type { ExhaustedWorld } from '../answers/certificate.ts';
import type { Session } from '../run/session.ts';
import type { CheckOptions, Tools } from '../run/tools.ts';
import { settle } from '../worlds/settle.ts';
import { exhaustedWorld } from './certificate.ts';
import { exploreWorld, type WorldExplored } from './exploration.ts';
import { ifExplorable } from './scene.ts';

/**
 * Transitions after which a world is too large to be exhausted beside a search; and after which it
 * is left without the failures that have not been visited.
 */
const TRANSITIONS_MAX = 2000;
const FAILING_MAX = 20_000;

/** A world that was exhausted beside a search, and what was found there. */
export interface Exhausted {
  readonly world: World;
  readonly broken: WorldExplored['broken'];
  readonly certified: ExhaustedWorld;
}

/**
 * Visits every interleaving of the litmus worlds that are small enough, with each call failing that
 * can, or of the one in which a search is to stay; what is too large, or was stopped, or cannot be
 * saved, is left out.
 */
export const exhaust = (session: Session, options: CheckOptions): readonly Exhausted[] =>
  ifExplorable(() => exhaustAll(session, options), []);

function exhaustAll({ subject, tools }: Session, options: CheckOptions): Exhausted[] {
  return worldsOf(tools, options).flatMap(({ name, world: written }) => {
    if (options.stop()) return [];
    const world = settle(written);
    const explored = exploreWorld(subject, world, {
      tools,
      // A world that was asked for stays as it is.
      failing: options.world === null,
      stop: ({ transitions, failures }) =>
        transitions >= (failures === 0 ? TRANSITIONS_MAX : FAILING_MAX) || options.stop(),
    });
    const { all, bounded, broken } = explored;
    if (!all || bounded) return [];
    const { actors } = tools;
    const scope = { name, world, actors };
    const certified = exhaustedWorld(subject.name, scope, { explored, preemptions: null });
    return [{ world, broken, certified }];
  });
}

const worldsOf = (
  { worlds }: Tools,
  { world }: CheckOptions,
): readonly { readonly name: string; readonly world: World }[] =>
  world === null ? [...worlds].map(([name, litmus]) => ({ name, world: litmus.world })) : [world];
