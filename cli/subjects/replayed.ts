import type { Subject } from '../../impl/subject.ts';
import type { Job } from '../../jobs/job.ts';
import type { Finding } from '../../properties/answers/finding.ts';
import type { Effort } from '../../properties/answers/work.ts';
import type { Tools } from '../../properties/run/tools.ts';
import { usage } from '../exit.ts';
import { lookUp, unknownName } from '../names.ts';
import { resolveSubject } from './subjects.ts';

/** A file's own subject runs in the file's profile, unless another one is given. */
export async function replayed({
  file,
  subject,
  setup,
}: Extract<Job, { kind: 'replay' }>): Promise<Subject> {
  const found = await resolveSubject(subject ?? file.subject, setup);
  return subject === null && setup.profile === null ? { ...found, profile: file.profile } : found;
}

/** A counterexample can name laws and actors that this version does not have (any more). */
export function assertKnown(
  { finding }: { readonly finding: KnownParts },
  { invariants, actors }: Tools,
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
export function assertStrategy({ strategy }: Effort, { strategies }: Tools): void {
  lookUp('strategy', strategy, strategies);
  if (strategy === 'replay') {
    throw usage('the strategy replay follows a recorded schedule: use `faultline replay FILE`');
  }
}
