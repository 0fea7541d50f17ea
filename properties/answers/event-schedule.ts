import {
  always,
  type Doc,
  either,
  integer,
  list,
  nothing,
  object,
  part,
  positive,
  ref,
  text,
} from './schema.ts';
import { WorldSchema } from './world.ts';

/** A primitive on an object, and which time this is that the task comes to it. */
export const Occurrence = object({
  primitive: text('What it calls.'),
  object: text('On which object; empty for none.'),
  time: positive('Which time it comes to this, counted from 1.'),
});
export type Occurrence = Doc<typeof Occurrence>;

/** The same with what came of it; the times are those with this reply. */
export const ScheduleEvent = object(
  {
    primitive: text('What it called.'),
    object: text('On which object; empty for none.'),
    time: positive('Which time it did this with this reply, counted from 1.'),
    reply: integer('What came of it, as an integer.'),
    text: text('The same as one reads it: `dma_resv_trylock(resv-1) = true`.'),
  },
  'The last thing that the task did in the turn.',
);
export type ScheduleEvent = Doc<typeof ScheduleEvent>;

/**
 * A turn of a task by what it means: the task, by its role in the world, runs until it has done the
 * last thing that it did in the turn, or is about to do what it did in its next one.
 *
 * Steps in between do not count, so a subject may have more or fewer of them.
 */
export const EventTurn = object(
  {
    task: text('Name of the task: its role in the world.'),
    done: ScheduleEvent,
    next: either(
      [nothing, always('end'), Occurrence],
      'What the task did first in its next turn; `end` if it came to its end, null if that is ' +
        'not known.',
    ),
  },
  undefined,
  { title: 'Turn by meaning' },
);
export type EventTurn = Doc<typeof EventTurn>;

/** A schedule by meaning: it follows a subject through harmless edits. */
export const EventSchedule = part(
  'finding',
  'path',
  list(
    EventTurn,
    'Who ran until what was done, or was about to be done: the turns of the tasks, without ' +
      'counting steps.',
    { title: 'Schedule by meaning' },
  ),
);
export type EventSchedule = Doc<typeof EventSchedule>;

/** A run that broke a law once, kept by what it means. */
export const KeptRun = part(
  'work',
  'kept-run',
  object({
    name: text('Of its file.'),
    invariant: text('The law that it broke.'),
    world: ref(WorldSchema),
    turns: ref(EventSchedule),
  }),
);
export type KeptRun = Doc<typeof KeptRun>;
