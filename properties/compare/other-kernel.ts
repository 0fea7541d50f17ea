import type { Profile } from '../../impl/kernel/profile.ts';
import type { Subject } from '../../impl/subject.ts';

/** What is known of a subject without running it. */
type Profiled = Pick<Subject, 'name' | 'profile' | 'profileFrom'>;

/**
 * The kernel of the baseline, if the candidate has to be judged there as well: where its text
 * shows another kernel than the baseline has, a promise of the kernel may have been broken, or the
 * kernel may change along with the text. The text itself does not say which.
 *
 * What the vmas are is the file's own doing, and stays.
 */
export function kernelOfBaseline(candidate: Profiled, baseline: Profiled): Profile | undefined {
  if (candidate.profileFrom !== 'inferred') return undefined;
  const { vmas } = candidate.profile;
  const { vmas: _, ...others } = baseline.profile;
  const profile = vmas ? { ...others, vmas } : others;
  const isSame = PROMISES.every(
    (promise) => promised(profile, promise) === promised(candidate.profile, promise),
  );
  return isSame ? undefined : profile;
}

const PROMISES = ['retry', 'lockOrder', 'ioLock', 'populateNull', 'imports', 'populate'] as const;

/** What a kernel promises of this, also where nothing is said. */
const promised = (profile: Profile, promise: (typeof PROMISES)[number]) =>
  ({ imports: 'refused', populate: 'uninterruptible', ...profile })[promise];

/** The subjects of a gate: both sides, and the candidate in the baseline's kernel if it counts. */
export function subjectsOfGate(candidate: Subject, baseline: Subject): Subject[] {
  const profile = kernelOfBaseline(candidate, baseline);
  if (!profile) return [candidate, baseline];
  const name = `${candidate.name} (in the kernel of ${baseline.name})`;
  return [candidate, baseline, { ...candidate, name, profile }];
}
