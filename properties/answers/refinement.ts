import { PortableEvent } from './portable-event.ts';
import { ScheduleSchema } from './run.ts';
import {
  count,
  type Doc,
  file,
  flag,
  list,
  object,
  orNull,
  part,
  positive,
  ref,
  text,
  word,
} from './schema.ts';
import { WorldSchema } from './world.ts';

/** The two sides of a gate. */
export const SIDES = ['candidate', 'baseline'] as const;

const shows = list(
  text(),
  'What it does, in order, as others see it: `puts bo-1`, `returns VM_FAULT_RETRY`.',
);

/** What a task does at one moment. */
export const Alternative = object(
  { task: text('Name of the task; empty for the end of a run.'), shows },
  'What a task does at one moment.',
  { title: 'Alternative' },
);
export type Alternative = Doc<typeof Alternative>;

/** A run of one side. */
export const WitnessRun = part(
  'refinement',
  'run',
  object(
    {
      schedule: ref(ScheduleSchema),
      parts: count('Steps after which the sides no longer show the same.'),
      differs: count('Steps after which this side has shown what differs.'),
      trace: list(
        ref(PortableEvent),
        'Events from the step `parts` to the end of the run, without accesses of memory; before ' +
          'them what the task did that differs and nobody has seen by then.',
      ),
    },
    'A run of one side.',
    { title: 'Witness run' },
  ),
);
export type WitnessRun = Doc<typeof WitnessRun>;

/** One world, and a run of each side: alike to the outside until one does what the other cannot. */
export const Witness = object(
  { world: ref(WorldSchema), candidate: ref(WitnessRun), baseline: ref(WitnessRun) },
  'One world, and a run of each side: alike to the outside until they part.',
  { title: 'Witness' },
);
export type Witness = Doc<typeof Witness>;

/** Something that one side can show and the other cannot, after the two have shown the same. */
export const Difference = part(
  'refinement',
  'difference',
  object(
    {
      only: word(SIDES, 'The side that can show it.'),
      kind: text('What differences of one kind have in common: `fault returns VM_FAULT_NOPAGE`.'),
      task: text('Who shows it; empty for the end of a run.'),
      shows,
      instead: list(
        Alternative,
        'What the other side can do at that place, of the same task if it can do anything.',
      ),
      places: positive('Places at which a difference of this kind was found, over all worlds.'),
      world: orNull(text(), 'Name of the world of the witness, or null for one that was drawn.'),
      witness: Witness,
    },
    'Something that one side can show and the other cannot.',
    { title: 'Difference' },
  ),
);
export type Difference = Doc<typeof Difference>;

/** What the outside can see of two sides, compared both ways. */
export const Refinement = file(
  'refinement',
  'Refinement',
  object(
    {
      differences: list(
        ref(Difference),
        'One for each kind of difference, those of the candidate first.',
      ),
      demanded: flag('What the candidate alone can do makes it unsafe (`--refine`).'),
    },
    'What the outside can see of one side of a gate and not of the other, after both have shown ' +
      'the same.',
  ),
);
export type Refinement = Doc<typeof Refinement>;

/** A world in which everything was compared, up to where the sides part. */
export const ComparedWorld = object(
  {
    world: text('Name of the world; `that of LAW` for one in which a law was broken.'),
    candidate: count('States of the candidate.'),
    baseline: count('States of the baseline.'),
  },
  'States of either side.',
  { title: 'Compared world' },
);
export type ComparedWorld = Doc<typeof ComparedWorld>;

/** What came of runs of either side in other worlds. */
export const ComparedRuns = object(
  {
    runs: count('Runs of either side.'),
    same: count('The other side showed the same under the same preemptions.'),
    followed: count('It can under another schedule.'),
    differ: count('It cannot.'),
    undecided: count('Neither was found within the limit: no claim.'),
  },
  'Runs of either side in other worlds, and whether the other side can show the same.',
  { title: 'Compared runs' },
);
export type ComparedRuns = Doc<typeof ComparedRuns>;

/** For what a comparison of two sides holds. */
export const Compared = part(
  'certificate',
  'compared',
  object(
    {
      exhausted: list(
        ComparedWorld,
        'Worlds in which all that either side can show was compared, up to where they part.',
      ),
      left: list(text(), 'Litmus worlds that are too large for that, or were not come to.'),
      sampled: ComparedRuns,
    },
    'What a comparison of two sides holds for.',
    { title: 'Compared' },
  ),
);
export type Compared = Doc<typeof Compared>;
