import type { Profile } from '../../impl/kernel/profile.ts';
import type { ProfileOrigin } from '../../impl/subject.ts';
import type { Coverage } from '../../properties/answers/coverage.ts';
import type { Block, Fact } from './page.ts';
import { sourceFacts } from './source.ts';
import { few, listed } from './words.ts';

/** Names listed of what was not reached; those of transitions are long. */
const GOALS_MAX = 12;
const TRANSITIONS_MAX = 3;

/** What a check has seen, and what it has not: without this, "nothing found" says nothing. */
export function coverageOf(coverage: Coverage, profiles: readonly Fact[]): Block[] {
  const { goals, transitions, outcomes, source } = coverage;
  const missed = goals.filter(({ reached }) => reached === 0).map(({ name }) => name);
  const ends = Object.keys(outcomes).sort();
  const facts: Fact[] = [['Goals', `${goals.length - missed.length} of ${goals.length} reached`]];
  if (missed.length > 0) facts.push(['Not reached', few(missed, GOALS_MAX)]);
  facts.push(['Statechart', `${transitions.taken} of ${transitions.total} transitions taken`]);
  if (transitions.never.length > 0)
    facts.push(['Never taken', few(transitions.never, TRANSITIONS_MAX)]);
  facts.push(['Runs ended', ends.map((end) => `${end} ${outcomes[end]}`).join(', ') || 'none']);
  return [
    { kind: 'heading', level: 2, text: 'Coverage' },
    { kind: 'facts', facts: [...facts, ...(source ? sourceFacts(source) : []), ...profiles] },
  ];
}

/** The promises of one kernel that another one does not make: `any number of retries`. */
export function promisesBeside(kernel: Profile, other: Profile): string {
  const words = (of: Profile): string[] => [
    ...profileInWords(of, 'declared').split(', '),
    ...(of.imports === 'mappable' ? [] : ['no EXTERNAL table is mappable']),
    ...(of.populate === 'interruptible' ? [] : ['populating cannot be interrupted']),
  ];
  const known = words(other);
  return listed(words(kernel).filter((word) => !known.includes(word)));
}

const ORIGINS: Readonly<Record<ProfileOrigin, readonly string[]>> = {
  declared: [],
  inferred: ['inferred from the file'],
  given: ['as given'],
};

/** What the kernel around a subject promises, and who says so unless it is the subject itself. */
export const profileInWords = (
  { retry, lockOrder, ioLock, populateNull, vmas, imports, populate }: Profile,
  from: ProfileOrigin,
): string =>
  [
    retry === 'once' ? 'one retry' : 'any number of retries',
    `lock order ${lockOrder}`,
    ioLock ? 'io_reserve lock' : 'no io_reserve lock',
    populateNull === 'oops' ? 'populating NULL oopses' : 'populating NULL gives -EINVAL',
    ...(vmas === 'pfnmap' ? ['vmas are VM_PFNMAP'] : []),
    ...(imports === 'mappable' ? ['EXTERNAL tables may be mappable'] : []),
    ...(populate === 'interruptible' ? ['a signal ends populating'] : []),
    ...ORIGINS[from],
  ].join(', ');

interface Effort {
  readonly seed: number;
  readonly runs: number;
  readonly seconds: number | null;
  readonly interrupted: boolean;
}

/** `seed 7, 20000 runs, 12.3 seconds`: what it takes to do it again. */
export function effortOf({ seed, runs, seconds, interrupted }: Effort, more: string[] = []): Block {
  const time = seconds === null ? [] : [`${Number(seconds.toFixed(1))} seconds`];
  const stopped = interrupted ? ['stopped early'] : [];
  const runsDone = `${runs} ${runs === 1 ? 'run' : 'runs'}`;
  return {
    kind: 'paragraph',
    text: [`seed ${seed}`, runsDone, ...more, ...time, ...stopped].join(', '),
  };
}
