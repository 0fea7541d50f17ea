import { ProfileSchema, profileFrom } from './profile.ts';
import {
  count,
  type Doc,
  file,
  flag,
  format,
  integer,
  list,
  object,
  orNull,
  positive,
  ref,
  text,
  word,
} from './schema.ts';

/** Name of the schema of what `mutate` answers. */
export const MUTATE_SCHEMA = 'faultline.mutate/1';

/** What can come of a mutant. */
export const OUTCOMES = ['killed', 'refused', 'equivalent', 'survived', 'invalid'] as const;

/** One mutant, and what the gate says of it with the original as its baseline. */
export const Mutant = object(
  {
    at: text('Line of the file.'),
    function: text('The function that it is in.'),
    operator: text('What kind of change it is.'),
    before: text('The text that is replaced.'),
    after: text('What stands there instead.'),
    outcome: word(
      OUTCOMES,
      'Killed: not safe. Refused: it cannot be judged, which is not safe either. Equivalent: no ' +
        'law is broken, and nothing differs that can be seen from outside, in any world that was ' +
        'compared. Survived: no law is broken, though something differs. Invalid: it does not compile.',
    ),
    by: list(text(), 'The laws that kill it, or behaviour that differs.'),
    reason: orNull(text(), 'Why it cannot be judged or compiled, else null.'),
  },
  undefined,
  { title: 'Mutant' },
);
export type Mutant = Doc<typeof Mutant>;

/** The answer of `mutate` for one subject. */
export const MutateReport = file(
  'mutate',
  MUTATE_SCHEMA,
  object(
    {
      schema: format(MUTATE_SCHEMA),
      subject: text('Name of the subject.'),
      file: text('The file whose functions were mutated.'),
      digest: text('SHA-256 of the texts of the subject.'),
      profile: ref(ProfileSchema),
      profileFrom,
      seed: integer('The same seed and arguments give the same report.'),
      runs: positive('Sampled runs of each side of each comparison.'),
      interrupted: flag('Not every mutant was judged.'),
      total: count('Mutants that there are.'),
      mutants: list(Mutant, 'Those that were judged, in the order of the file.'),
    },
    'The answer of `faultline mutate`: which small changes of a subject would the gate let pass?',
  ),
);
export type MutateReport = Doc<typeof MutateReport>;
