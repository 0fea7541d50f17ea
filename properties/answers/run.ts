import type { Outcome } from '../../scheduler/execute.ts';
import type { Preemption, Schedule } from '../../scheduler/schedule.ts';
import {
  always,
  count,
  type Doc,
  either,
  list,
  object,
  part,
  ref,
  schemaOf,
  text,
} from './schema.ts';
import { WorldSchema } from './world.ts';

/** A run before it is run: the world, and where to switch tasks. */
export const Run = part(
  'work',
  'run',
  object(
    {
      world: ref(WorldSchema, 'The world as it was drawn.'),
      preemptions: list(
        schemaOf<Preemption>()(
          object({
            at: count('Choice at which to switch.'),
            to: count('Which of the other tasks that could run.'),
          }),
        ),
        'Where to switch tasks.',
      ),
    },
    'The run before it is run.',
  ),
);
export type Run = Doc<typeof Run>;

/** The keys of a size, for those who have it beside others. */
export const SIZE = {
  faults: count('Primitives that the world lets fail.'),
  tasks: count('Faulting tasks and actors.'),
  switches: count('Switches at which the task that ran could have gone on.'),
  steps: count('Operations performed.'),
};

/** How large a run is; shrinking makes each of these smaller. */
export const Size = part('finding', 'size', object(SIZE, undefined, { title: 'Size of a run' }));
export type Size = Doc<typeof Size>;

/** Which task ran, as turns. */
export const ScheduleSchema = part(
  'finding',
  'schedule',
  schemaOf<Schedule>()(
    list(
      object({ task: text('Name of the task.'), steps: count('Consecutive steps.') }, undefined, {
        title: 'Turn',
      }),
      'Which task ran, as the list of turns that the tasks took.',
      { title: 'Schedule' },
    ),
  ),
);

/** How a run ended. */
export const OutcomeSchema = part(
  'finding',
  'outcome',
  schemaOf<Outcome>()(
    either(
      [
        object({ kind: always('completed') }),
        object({
          kind: always('deadlocked'),
          blocked: list(count(), 'Ids of the tasks that cannot go on.'),
        }),
        object({
          kind: always('step-bound-exceeded'),
          task: count('Id of the task that ran last.', { minimum: -1 }),
        }),
        object({
          kind: always('crashed'),
          task: count('Id of the task.'),
          message: text('What went wrong.'),
        }),
        object({
          kind: always('diverged'),
          wanted: text('What the schedule asks for.'),
          found: text('What could run.'),
        }),
      ],
      'How a run ended.',
    ),
  ),
);
