import { Certificate } from './certificate.ts';
import { Coverage } from './coverage.ts';
import { Finding } from './finding.ts';
import { ProfileSchema, profileFrom } from './profile.ts';
import {
  count,
  type Doc,
  file,
  flag,
  format,
  integer,
  list,
  maybe,
  object,
  orNull,
  ref,
  refWith,
  seconds,
  text,
} from './schema.ts';

/** Name of the schema of what `check` answers. */
export const CHECK_SCHEMA = 'faultline.check/1';

/** The answer of `check` for one subject. */
export const CheckReport = file(
  'check',
  CHECK_SCHEMA,
  object(
    {
      schema: format(CHECK_SCHEMA),
      subject: text('Name of the subject, or the path that was given.'),
      profile: ref(ProfileSchema),
      profileFrom,
      seed: integer('The same seed and arguments give the same report.'),
      runs: count('Runs that were judged.'),
      seconds: orNull(
        seconds(),
        'Wall-clock time, or null where the same bytes are wanted every time.',
      ),
      strategy: text('How the next task was chosen.'),
      world: orNull(text(), 'Name of the litmus world, or null when worlds were generated.'),
      interrupted: flag('The check was stopped before it had done all its runs.'),
      coverage: ref(Coverage),
      violations: list(refWith(Finding, ['replay']), 'Laws that the subject broke.'),
      helpers: maybe(text("Of a driver's handler that breaks what its helpers break: their name.")),
      inherited: maybe(
        list(
          refWith(Finding, ['replay']),
          "Of a driver's handler: laws that the helpers break under their own handler, too.",
        ),
      ),
      certificate: ref(Certificate),
    },
    'The answer of `faultline check` for one subject.',
  ),
);
export type CheckReport = Doc<typeof CheckReport>;

/** Name of the schema of what `check` answers for several subjects. */
export const CHECKS_SCHEMA = 'faultline.checks/1';

/** The answer of `check` for several subjects. */
export const ChecksReport = file(
  'checks',
  CHECKS_SCHEMA,
  object(
    {
      schema: format(CHECKS_SCHEMA),
      reports: list(ref(CheckReport), 'One report for each subject, in the order asked for.'),
    },
    'The answer of `faultline check` for several subjects.',
  ),
);
export type ChecksReport = Doc<typeof ChecksReport>;
