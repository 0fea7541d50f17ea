import { ScheduleSchema } from './run.ts';
import { count, type Doc, flag, list, object, part, ref, text, word } from './schema.ts';

const LASSO = {
  task: text('Who does nothing but go round, and so starves.'),
  from: count('First step of the loop; those before it are the stem.'),
  to: count('The loop ends before this step, in the state in which it began.'),
  others: list(text(), 'Tasks that could go on at some point of the loop, and never do.'),
  fair: flag('There are none: no fair scheduler ends this.'),
};

/** A run that may go on for ever: once it has come so far, its loop can be repeated. */
export const Lasso = object(
  LASSO,
  'What the law forbids to go on for ever: which steps of the shrunk run repeat.',
);
export type Lasso = Doc<typeof Lasso>;

/** How often something happens in one access at most. */
export const Bound = part(
  'explore',
  'bound',
  object({
    most: count('How often at most; where it is unbounded, where the simulation gives up.'),
    known: word(
      ['exact', 'at-least', 'unbounded'],
      'Whether no run has more, more cannot be excluded, or a lasso shows that there is no end.',
    ),
  }),
);
export type Bound = Doc<typeof Bound>;

/** How often an access begins anew at most, over all interleavings. */
export const RestartBounds = part(
  'explore',
  'bounds',
  object({
    calls: ref(Bound, 'Calls of the fault handler in one access.'),
    retries: ref(Bound, 'VM_FAULT_RETRY in one trap.'),
    traps: ref(Bound, 'Traps of one access.'),
  }),
);
export type RestartBounds = Doc<typeof RestartBounds>;

/** Restarts in one world. */
export const Restarts = object(
  {
    unfair: ref(RestartBounds, 'Under any scheduler: who can go on may be made to wait for ever.'),
    fair: ref(
      RestartBounds,
      'Who is back in the state in which it was waits until somebody else has gone on.',
    ),
    lassos: list(
      object({ ...LASSO, schedule: ref(ScheduleSchema, 'Stem and loop, as turns of tasks.') }),
      'How it can go on for ever: one for each task and kind of loop, fair ones first.',
    ),
  },
  'How often an access begins anew at most; not asked where preemptions are bounded.',
);
export type Restarts = Doc<typeof Restarts>;
