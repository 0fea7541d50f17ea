import { Certificate } from './certificate.ts';
import { Finding } from './finding.ts';
import { ProfileSchema, profileFrom } from './profile.ts';
import { Restarts } from './restart-bounds.ts';
import {
  count,
  type Doc,
  file,
  flag,
  format,
  list,
  maybe,
  object,
  orNull,
  part,
  record,
  ref,
  refWith,
  seconds,
  share,
  text,
} from './schema.ts';

/** Name of the schema of what `explore` answers. */
export const EXPLORE_SCHEMA = 'faultline.explore/1';

/** What came of exploring one world. */
export const ExploredWorld = part(
  'explore',
  'world',
  object({
    world: text('Name of the litmus world.'),
    tasks: list(text(), 'Names of its tasks, those that no run waits for included.'),
    exhausted: flag('Every interleaving was visited: no run of this world breaks another law.'),
    share: share('An estimate of how much of the whole was visited.'),
    bounded: maybe(
      flag('Something grows without end each time that an access traps: left after so many traps.'),
    ),
    states: count('Distinct states, compared in full.'),
    transitions: count('Steps from these states.'),
    cut: count('Steps after which a broken law leaves nothing to conclude.'),
    deepest: count('The most steps that it takes to come to a state.'),
    outcomes: record(count(), 'In how many states runs ended, by the kind of the outcome.'),
    restarts: maybe(Restarts),
    broken: list(
      object({
        invariant: text('Name of the law.'),
        preemptions: count('Preemptions of the shortest run that was found.'),
        fewest: flag('Every run with fewer preemptions was visited, and keeps the law.'),
      }),
      'Laws that are broken in this world.',
    ),
  }),
);
export type ExploredWorld = Doc<typeof ExploredWorld>;

/** The answer of `explore` for one subject. */
export const ExploreReport = file(
  'explore',
  EXPLORE_SCHEMA,
  object(
    {
      schema: format(EXPLORE_SCHEMA),
      subject: text('Name of the subject, or the path that was given.'),
      profile: ref(ProfileSchema),
      profileFrom,
      preemptions: orNull(
        count(),
        'The most preemptions of a run that was visited, or null for any number.',
      ),
      failing: maybe(flag('Each call that can fail was let fail, with its usual error.')),
      seconds: orNull(
        seconds(),
        'Wall-clock time, or null where the same bytes are wanted every time.',
      ),
      interrupted: flag('The exploration was stopped before it had visited everything.'),
      worlds: list(ref(ExploredWorld), 'What came of each world.'),
      violations: list(
        refWith(Finding, ['replay']),
        'Each broken law once, in the run with the fewest preemptions over all worlds.',
      ),
      certificate: ref(Certificate),
    },
    'The answer of `faultline explore` for one subject.',
  ),
);
export type ExploreReport = Doc<typeof ExploreReport>;

/** Name of the schema of what `explore` answers for several subjects. */
export const EXPLORES_SCHEMA = 'faultline.explores/1';

/** The answer of `explore` for several subjects. */
export const ExploresReport = file(
  'explores',
  EXPLORES_SCHEMA,
  object(
    {
      schema: format(EXPLORES_SCHEMA),
      reports: list(ref(ExploreReport), 'One report for each subject, in the order asked for.'),
    },
    'The answer of `faultline explore` for several subjects.',
  ),
);
export type ExploresReport = Doc<typeof ExploresReport>;
