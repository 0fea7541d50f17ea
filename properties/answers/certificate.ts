import { Compared } from './refinement.ts';
import {
  count,
  type Doc,
  file,
  flag,
  list,
  maybe,
  object,
  orNull,
  part,
  positive,
  ref,
  share,
  text,
  word,
} from './schema.ts';
import { CALLERS, FailureSchema } from './world.ts';

/** What came of the kept runs on one subject. */
export const Retried = part(
  'certificate',
  'retried',
  object(
    {
      subject: text('On which subject.'),
      tried: count('Kept runs.'),
      reproduced: count('Of so many the law broke again.'),
      held: count('So many went their way, and the law held.'),
      gone: list(
        object({
          name: text('Name of the file.'),
          step: count('Where the path ended.'),
          expected: text('What was looked for.'),
          found: text('What came instead.'),
        }),
        'Those whose path the subject does not have any more.',
      ),
    },
    undefined,
    { title: 'Kept runs' },
  ),
);
export type Retried = Doc<typeof Retried>;

/** A world of which every run was visited, up to where a broken law leaves nothing to conclude. */
export const ExhaustedWorld = part(
  'certificate',
  'exhausted',
  object(
    {
      subject: text('Name of the subject.'),
      world: text('Name of the litmus world.'),
      tasks: list(text(), 'Names of its tasks, those that no run waits for included.'),
      faults: list(
        object({
          caller: word(CALLERS, 'Who touches the page.'),
          write: flag('A write, not a read.'),
        }),
        'The faulting threads, each with what decides its fault flags.',
      ),
      failures: list(ref(FailureSchema), 'Primitives that fail.'),
      objects: positive('Buffer objects.'),
      pages: positive('Pages of all objects.'),
      preemptions: orNull(
        count(),
        'Most preemptions of a run that was visited, or null for any number.',
      ),
      failing: maybe(
        flag(
          'Each call that can fail was let fail as well, any number of times, as it usually does.',
        ),
      ),
      states: count('Distinct states, compared in full.'),
      cut: count(
        'Steps at which a law broke and the run was left: nothing is said of what follows.',
      ),
    },
    undefined,
    { title: 'Exhausted world' },
  ),
);
export type ExhaustedWorld = Doc<typeof ExhaustedWorld>;

/** A world of which nothing is known but what was seen. */
export const UnfinishedWorld = part(
  'certificate',
  'unfinished',
  object(
    {
      subject: text('Name of the subject.'),
      world: text('Name of the litmus world.'),
      share: share('An estimate of how much of the whole was visited.'),
    },
    undefined,
    { title: 'Unfinished world' },
  ),
);
export type UnfinishedWorld = Doc<typeof UnfinishedWorld>;

/** Runs of one strategy. */
export const StrategyRuns = part(
  'certificate',
  'strategy',
  object({
    strategy: text('Name of the strategy.'),
    runs: positive('Runs that it made.'),
  }),
);
export type StrategyRuns = Doc<typeof StrategyRuns>;

/** The most of each that is drawn; `preemptions` are those of the strategy of that name. */
export const Limits = part(
  'certificate',
  'limits',
  object(
    {
      objects: count('Buffer objects.'),
      pages: count('Pages of one object.'),
      vmas: count('Mappings.'),
      threads: count('Faulting threads.'),
      actors: count('Actors of the environment.'),
      failures: count('Primitives that fail.'),
      preemptions: count('Switches in a list that the strategy preemptions is given.'),
    },
    undefined,
    { title: 'Limits' },
  ),
);
export type Limits = Doc<typeof Limits>;

/** What is known of the runs under PCT that were made for one depth. */
const PCT_RUNS = {
  runs: positive('Runs under pct that were made for this depth.'),
  depth: positive('Ordering constraints that a breach may need so that the bound holds of it.'),
  tasks: positive('The most tasks of these runs (n).'),
  steps: positive('The most steps that one of these runs was to have, fixed before it began (k).'),
  within: positive(
    'The fewest steps that one of these runs was to have: a later breach is not bounded.',
  ),
  longer: count('Runs that had more steps than they were to have.'),
};

/** Runs of one depth under PCT, and how large they were. */
export const PctRuns = part('work', 'pct', object(PCT_RUNS));
export type PctRuns = Doc<typeof PctRuns>;

/**
 * How likely the runs under PCT of one depth were to miss a breach that needs at most `depth`
 * ordering constraints and comes within the first steps.
 *
 * If worlds were generated, it is that of a breach which every world has: for one in a share q of
 * the worlds, as they are drawn, the chance of a run is q times as large.
 */
export const PctBound = part(
  'certificate',
  'pct',
  object(
    {
      ...PCT_RUNS,
      chance: share(
        'Of one run in a world with such a breach to meet it, at least: 1 / (n k^(depth - 1)).',
      ),
      missed: share(
        'Of all runs to miss it, at most, if each of their worlds has such a breach: ' +
          '(1 - chance)^runs.',
      ),
    },
    undefined,
    { title: 'Bound of PCT' },
  ),
);
export type PctBound = Doc<typeof PctBound>;

/** Runs that were drawn, of one subject. */
export const Sample = part(
  'certificate',
  'sample',
  object(
    {
      subject: text('Name of the subject.'),
      world: orNull(text(), 'Name of the litmus world, or null when worlds were generated.'),
      limits: orNull(
        ref(Limits),
        'The most that a generated world has of each; null for a litmus world.',
      ),
      strategies: list(ref(StrategyRuns), 'How many runs each strategy made.'),
      interrupted: flag('There were to be more runs.'),
      pct: list(
        ref(PctBound),
        'What the runs under pct can have missed, by the depth that they were made for.',
      ),
    },
    undefined,
    { title: 'Sample' },
  ),
);
export type Sample = Doc<typeof Sample>;

/** Lines of a subject's fault path that the kernel, built otherwise, would have. */
export const LinesNotCompiled = part(
  'certificate',
  'not-compiled',
  object(
    {
      subject: text('Name of the subject.'),
      at: text('File and lines: `ttm_bo_vm.c:143-145`.'),
      condition: text('What would have to hold so that they are compiled: `CONFIG_SWAP`.'),
    },
    undefined,
    { title: 'Lines that were not compiled' },
  ),
);
export type LinesNotCompiled = Doc<typeof LinesNotCompiled>;

/** What a verdict holds for: what was exhausted, what was only sampled, and nothing beyond. */
export const Certificate = file(
  'certificate',
  'Certificate',
  object(
    {
      exhausted: list(ref(ExhaustedWorld), 'Worlds of which every interleaving was visited.'),
      unfinished: list(
        ref(UnfinishedWorld),
        'Worlds of which only a part was visited before the end.',
      ),
      sampled: list(ref(Sample), 'What was only tried out, for each subject.'),
      compared: maybe(
        ref(
          Compared,
          'Where two sides were compared by what the outside can see of them, both ways; only ' +
            'of a gate.',
        ),
      ),
      notCompiled: maybe(
        list(
          ref(LinesNotCompiled),
          'Lines of the fault path that a condition keeps from being compiled: nothing is said of ' +
            'them. Not there if there are none.',
        ),
      ),
      corpus: maybe(
        list(
          ref(Retried),
          'What came of the kept runs that were tried first, for each subject; not there ' +
            'without a corpus.',
        ),
      ),
    },
    'What a verdict holds for: what was exhausted, what was only sampled. Nothing is claimed ' +
      'beyond it.',
  ),
);
export type Certificate = Doc<typeof Certificate>;
