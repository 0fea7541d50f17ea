import { Finding } from './finding.ts';
import {
  count,
  type Doc,
  file,
  format,
  maybe,
  object,
  orNull,
  part,
  ref,
  refWith,
  text,
  word,
} from './schema.ts';

/** Name of the schema of what `replay` answers. */
export const REPLAY_SCHEMA = 'faultline.replay/1';

/** A place at which a run is another one than it was to be. */
export const Divergence = part(
  'replay',
  'difference',
  object(
    {
      step: count('At which step.'),
      expected: text('What the file has.'),
      found: text('What came.'),
    },
    'A place at which the run is another one than it was to be.',
  ),
);
export type Divergence = Doc<typeof Divergence>;

/** The answer of `replay`. */
export const ReplayReport = file(
  'replay',
  REPLAY_SCHEMA,
  object(
    {
      schema: format(REPLAY_SCHEMA),
      subject: text('The subject that the run was replayed with.'),
      verdict: word(
        ['reproduced', 'held', 'changed', 'diverged'],
        'Same trace and same law broken; law kept; another trace or law; the schedule cannot be ' +
          'followed.',
      ),
      difference: orNull(ref(Divergence), 'The first difference, or null.'),
      byMeaning: maybe(
        object(
          { diverged: ref(Divergence) },
          'Not there where the schedule fits step by step; else what it means was followed: then ' +
            'the law is enough for `reproduced`, and `diverged` says that the path no longer ' +
            'exists.',
        ),
      ),
      finding: orNull(refWith(Finding, ['replay']), 'The law that broke, or null.'),
    },
    'The answer of `faultline replay`.',
  ),
);
export type ReplayReport = Doc<typeof ReplayReport>;
