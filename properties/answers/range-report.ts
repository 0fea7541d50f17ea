import { SIDES } from './refinement.ts';
import {
  type Doc,
  file,
  flag,
  format,
  integer,
  list,
  object,
  orNull,
  positive,
  text,
  word,
} from './schema.ts';

/** Name of the schema of what `gate --range` answers. */
export const RANGE_SCHEMA = 'faultline.range/1';

/** A revision that touches a file, and what came of comparing it with the one before it. */
export const RangedRevision = object(
  {
    revision: text('Its full name.', { pattern: '^[0-9a-f]{40,64}$' }),
    subject: text('First line of its message.'),
    path: text('Where the file is in it.'),
    against: orNull(text(), 'The subject that it was compared with, null for none.'),
    verdict: word(
      ['safe', 'not-safe', 'skipped'],
      'Skipped are those that cannot be judged, or have nothing before them.',
    ),
    reason: orNull(text(), 'Why it was skipped, else null.'),
    broken: list(
      object(
        {
          invariant: text('Name of the law.'),
          found: text('What was found.'),
          replay: text('The command that shows it.'),
        },
        undefined,
        { title: 'Broken' },
      ),
      'Laws that it breaks and the one before it keeps.',
    ),
    mended: list(text(), 'Laws that the one before it breaks and it keeps.'),
    changed: list(
      object(
        { behaviour: text('What is done.'), only: word(SIDES, 'By which of both.') },
        undefined,
        { title: 'Changed' },
      ),
      'Behaviour that one of both has and the other lacks.',
    ),
  },
  undefined,
  { title: 'Revision' },
);
export type RangedRevision = Doc<typeof RangedRevision>;

/** The answer of `gate --range`. */
export const RangeReport = file(
  'range',
  RANGE_SCHEMA,
  object(
    {
      schema: format(RANGE_SCHEMA),
      range: text('The range as it was typed.'),
      path: text('The file, by its path in the last revision.'),
      seed: integer('The same seed and arguments give the same report.'),
      runs: positive('Runs of each side of each comparison, at most.'),
      interrupted: flag('Not every revision was compared.'),
      safe: flag('Every revision was compared or skipped, and none is not safe.'),
      revisions: list(RangedRevision, 'Those that touch the file, the oldest first.'),
    },
    'The answer of `faultline gate --range`: which revisions of a file may land?',
  ),
);
export type RangeReport = Doc<typeof RangeReport>;
