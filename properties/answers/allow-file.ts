import { EventSchedule } from './event-schedule.ts';
import { CHANGE } from './gate-report.ts';
import { ScheduleSchema } from './run.ts';
import { type Doc, either, file, format, list, object, part, ref, text } from './schema.ts';
import { WorldSchema } from './world.ts';

/** Name of the schema of a file of what a project accepts. */
export const ALLOW_SCHEMA = 'faultline.allow/1';

const reason = text('Why it is accepted.', { minLength: 1 });

/** A broken law: this one, at this kind of event, with the run that shows it. */
export const AllowedViolation = part(
  'allow',
  'violation',
  object(
    {
      invariant: text('Name of the law.'),
      reason,
      site: text('Kind of the event at which it broke, or `end`.'),
      task: text('Who broke it.'),
      conduct: list(text(), 'What the thread did in that attempt: primitives, and how they went.'),
      found: text('What was found wrong.'),
      witness: object(
        {
          world: ref(WorldSchema),
          schedule: ref(ScheduleSchema),
          path: ref(EventSchedule),
        },
        'The run that shows it.',
      ),
    },
    undefined,
    { title: 'Accepted violation' },
  ),
);
export type AllowedViolation = Doc<typeof AllowedViolation>;

const { behaviour, only, witness } = CHANGE;

/** Behaviour that only one side has. */
export const AllowedChange = part(
  'allow',
  'change',
  object({ behaviour, only, reason, witness }, undefined, { title: 'Accepted change' }),
);
export type AllowedChange = Doc<typeof AllowedChange>;

/** A violation or a change that is accepted. */
export type Allowed = AllowedViolation | AllowedChange;

/** Violations and changes that are accepted. */
export const AllowedEntries = part(
  'allow',
  'entries',
  list(
    {
      ...either([ref(AllowedViolation), ref(AllowedChange)]),
      type: 'object',
      required: ['reason'],
    },
    'Violations and changes.',
  ),
);

/** What a project accepts of its candidates, each with a reason. */
export const AllowFile = file(
  'allow',
  ALLOW_SCHEMA,
  object(
    { schema: format(ALLOW_SCHEMA), accepted: ref(AllowedEntries) },
    'What a project accepts of the candidates of `faultline gate`, each with a reason and the ' +
      'run that shows it.',
  ),
);
export type AllowFile = Doc<typeof AllowFile>;
