import { Certificate } from './certificate.ts';
import { Coverage } from './coverage.ts';
import { Finding } from './finding.ts';
import { ProfileSchema, profileOrigin } from './profile.ts';
import { Refinement, SIDES } from './refinement.ts';
import { ScheduleSchema } from './run.ts';
import {
  always,
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
  word,
} from './schema.ts';
import { WorldSchema } from './world.ts';

/** Name of the schema of what `gate` answers. */
export const GATE_SCHEMA = 'faultline.gate/1';

/** The keys of a change, for those who have it beside others. */
export const CHANGE = {
  behaviour: text('What was seen.'),
  only: word(SIDES, 'On which side.'),
  witness: object(
    { world: ref(WorldSchema), schedule: ref(ScheduleSchema) },
    'A run in which it is seen.',
  ),
};

/** Behaviour that one side showed and the other did not in the same runs. */
export const Change = object(
  {
    ...CHANGE,
    unsafe: maybe(always(true, 'The candidate is not safe for it, unless the project accepts it.')),
    accepted: maybe(text('Why the project accepts it; not there if it does not.')),
  },
  undefined,
  { title: 'Change' },
);
export type Change = Doc<typeof Change>;

/** What a project accepts, and the gate has not seen. */
export const Stale = object({
  name: text('Of the law, or the behaviour.'),
  reason: text('Why it is accepted.'),
  why: text('What became of it.'),
});
export type Stale = Doc<typeof Stale>;

/** The answer of `gate`. */
export const GateReport = file(
  'gate',
  GATE_SCHEMA,
  object(
    {
      schema: format(GATE_SCHEMA),
      candidate: text('The subject that is to be let in.'),
      baseline: text('The subject that it is compared with.'),
      profiles: object(
        { candidate: ref(ProfileSchema), baseline: ref(ProfileSchema) },
        'What the kernel around each promises.',
      ),
      profilesFrom: object(
        { candidate: profileOrigin(), baseline: profileOrigin() },
        'Who says so: the subject, the shape of its text, or the user.',
      ),
      alsoIn: maybe(
        ref(
          ProfileSchema,
          "The baseline's kernel, in which the candidate was judged as well because its text " +
            'shows another one.',
        ),
      ),
      seed: integer('The same seed and arguments give the same report.'),
      runs: count('Runs that were judged.'),
      seconds: orNull(
        seconds(),
        'Wall-clock time, or null where the same bytes are wanted every time.',
      ),
      interrupted: flag('The comparison was stopped before it was done.'),
      notes: maybe(
        list(text(), 'What one has to know of how the candidate came about, as of a patch.'),
      ),
      safe: flag('The verdict.'),
      regressions: list(
        refWith(Finding, ['replay']),
        'Laws that the candidate breaks and the baseline keeps.',
      ),
      accepted: maybe(
        list(
          refWith(Finding, ['replay', 'accepted']),
          'Regressions that the project accepts; not there without a file that says so.',
        ),
      ),
      stale: maybe(list(Stale, 'What the project accepts and the gate has not seen.')),
      inherited: list(refWith(Finding, ['replay']), 'Laws that both break.'),
      fixed: list(
        refWith(Finding, ['replay']),
        "Laws that the baseline breaks and the candidate keeps; the runs are the baseline's.",
      ),
      changes: list(Change, 'Behaviour that one side showed and the other did not.'),
      refinement: maybe(ref(Refinement)),
      coverage: ref(Coverage),
      certificate: ref(Certificate),
    },
    'The answer of `faultline gate`: is the candidate safe to take in place of the baseline?',
  ),
);
export type GateReport = Doc<typeof GateReport>;
