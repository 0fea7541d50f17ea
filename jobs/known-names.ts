import type { Finding } from '../properties/answers/finding.ts';
import type { Effort } from '../properties/answers/work.ts';
import type { Tools } from '../properties/run/tools.ts';
import { usage } from './failure.ts';
import { lookUp, unknownName } from './names.ts';

/** A counterexample can name laws and actors that this version does not have (any more). */
export function assertKnown(
  { finding }: { readonly finding: KnownParts },
  { invariants, actors }: Pick<Tools, 'invariants' | 'actors'>,
): void {
  lookUp('invariant', finding.invariant, invariants);
  for (const { actor: name, variant } of finding.shrunk.world.environment) {
    const actor = lookUp('actor', name, actors);
    const variants = 'daemon' in actor ? [] : actor.variants;
    if (!variants.includes(variant)) {
      throw unknownName(`variant of the actor ${name}`, variant, { names: variants });
    }
  }
}

/** What of a counterexample names things of the catalogue. */
type KnownParts = Pick<Finding, 'invariant'> & {
  readonly shrunk: Pick<Finding['shrunk'], 'world'>;
};

/** Wrong usage unless there is this strategy, and it needs nothing but a seed. */
export function assertStrategy(
  { strategy }: Effort,
  { strategies }: Pick<Tools, 'strategies'>,
): void {
  lookUp('strategy', strategy, strategies);
  if (strategy === 'replay') {
    throw usage('the strategy replay follows a recorded schedule: use `faultline replay FILE`');
  }
}
