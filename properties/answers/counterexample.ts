import { BuildSchema } from './build.ts';
import { Finding } from './finding.ts';
import { ProfileSchema } from './profile.ts';
import { type Doc, file, format, maybe, object, ref, text } from './schema.ts';

/** Name of the schema of a finding that is a file. */
export const COUNTEREXAMPLE_SCHEMA = 'faultline.counterexample/1';

/** A finding as a file that replays. */
export const Counterexample = file(
  'counterexample',
  COUNTEREXAMPLE_SCHEMA,
  object(
    {
      schema: format(COUNTEREXAMPLE_SCHEMA),
      subject: text('The subject that breaks the law.'),
      profile: ref(ProfileSchema),
      build: maybe(ref(BuildSchema)),
      finding: ref(Finding),
    },
    'A finding as a file that replays.',
  ),
);
export type Counterexample = Doc<typeof Counterexample>;
