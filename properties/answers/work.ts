import { TOOLCHAIN_NAMES } from '../../impl/c/toolchain/toolchain.ts';
import { AllowedEntries } from './allow-file.ts';
import { BuildSchema } from './build.ts';
import { ExhaustedWorld, PctRuns, StrategyRuns } from './certificate.ts';
import { KeptRun } from './event-schedule.ts';
import { ExploredWorld } from './explore-report.ts';
import { Run } from './run.ts';
import {
  always,
  count,
  type Doc,
  either,
  file,
  flag,
  format,
  integer,
  list,
  maybe,
  nothing,
  object,
  orNull,
  pair,
  part,
  positive,
  record,
  ref,
  seconds,
  text,
  word,
} from './schema.ts';

/**
 * What a violation is put down to, so that two runs of one defect count as one finding: the law,
 * the kind of event at which it broke, and which primitives failed in the run.
 */
export const Cause = object(
  {
    invariant: text('Name of the law.'),
    site: text('Kind of event at which it broke, or `end`.'),
    failures: list(text(), 'Primitives that failed.'),
  },
  'What it is put down to.',
);
export type Cause = Doc<typeof Cause>;

/** A run in which a law was broken, before it is shrunk. */
export const Witness = part(
  'work',
  'witness',
  object({
    chunk: count('Number of the chunk of runs.'),
    cause: Cause,
    run: ref(Run, 'The run before it is run.'),
  }),
);
export type Witness = Doc<typeof Witness>;

/** Runs by strategy, and those under PCT by the depth that they were made for. */
export const Sampled = object(
  {
    strategies: list(ref(StrategyRuns), 'How many runs each strategy made.'),
    pct: list(ref(PctRuns), 'Runs under pct by depth, and how large they were.'),
  },
  'Which strategies made the runs.',
);
export type Sampled = Doc<typeof Sampled>;

/** What was found in some chunks of a search: it can be sent, kept and put together. */
export const SearchPart = part(
  'work',
  'part',
  object({
    runs: count('Runs that were judged.'),
    outcomes: record(count(), 'How runs ended.'),
    broken: list(text(), 'Laws that were broken in any run, on their own or as a consequence.'),
    witnesses: list(
      ref(Witness),
      'The first run of every cause, before it is shrunk; a limited number for each law.',
    ),
    reached: list(count(), 'How often each goal was reached.'),
    transitions: list(
      pair(count()),
      "Entries of the statechart's table that were taken, and how often.",
    ),
    blocks: list(count(), "Blocks of the subject's code that were reached."),
    sampled: Sampled,
  }),
);
export type SearchPart = Doc<typeof SearchPart>;

const CHUNKS = {
  from: count('First chunk of runs.'),
  to: count('Chunk after the last one that was done.'),
};

/** What was found in consecutive chunks of a search. */
export const SearchedChunks = object({
  ...CHUNKS,
  parts: list(ref(SearchPart), 'One for the subject; two, of candidate and baseline, for a gate.', {
    minItems: 1,
    maxItems: 2,
  }),
});
export type SearchedChunks = Doc<typeof SearchedChunks>;

/** A run in which a law breaks, and how large it is. */
export const FewestRun = object({
  law: text('Name of the law.'),
  run: ref(Run, 'The run before it is run.'),
  switches: count('Context switches at which the task that ran could have gone on.'),
  steps: count('How long the run is.'),
});
export type FewestRun = Doc<typeof FewestRun>;

/** What came of one subject in one world. */
export const WorldResult = part(
  'work',
  'result',
  object({
    explored: ref(ExploredWorld, 'What was visited.'),
    fewest: list(
      FewestRun,
      'Each law that the world breaks, in a run with the fewest preemptions.',
    ),
    certified: orNull(
      ref(ExhaustedWorld),
      'What is certain of the world, or null if only a part of it was visited.',
    ),
    interrupted: flag('It was stopped before it was done.'),
  }),
);
export type WorldResult = Doc<typeof WorldResult>;

/** What came of exploring one subject in one world, by their numbers. */
export const Explored = object({
  subject: count('Number of the subject.'),
  world: count('Number of the world.'),
  result: ref(WorldResult),
});
export type Explored = Doc<typeof Explored>;

/** How long and where to search; the same for `check` and `gate`. */
export const Effort = part(
  'work',
  'effort',
  object(
    {
      runs: positive('Runs to judge.'),
      seconds: orNull(seconds(), 'Limit of time for each subject, or null.'),
      seed: integer('Seed of the search.'),
      strategy: text('How tasks are scheduled.'),
      world: orNull(text(), 'Litmus world to stay in, or null for generated worlds.'),
    },
    'How long and where to search.',
  ),
);
export type Effort = Doc<typeof Effort>;

/** What `explore` is to visit. */
export const Scope = part(
  'work',
  'scope',
  object(
    {
      worlds: list(text(), 'Names of litmus worlds; none for all.'),
      preemptions: orNull(count(), 'The most preemptions of a run, or null.'),
      failing: maybe(flag('Each call that can fail may fail, any number of times.')),
      seconds: orNull(seconds(), 'Limit of time for each subject, or null.'),
      transitions: orNull(
        positive(),
        'After how many transitions a world counts as too large; null for the usual number.',
      ),
    },
    'What is to be visited.',
  ),
);
export type Scope = Doc<typeof Scope>;

/** What the user says about a subject beside its name; null for what the subject itself says. */
export const Setup = part(
  'work',
  'setup',
  object(
    {
      profile: orNull(text(), 'As --profile spells it, or null.'),
      toolchain: orNull(word(TOOLCHAIN_NAMES), 'Compiler of a C file, or null.'),
      git: maybe(text('Folder whose repository has the revisions, unless it is the current one.')),
      config: maybe(
        either(
          [text(), always(false)],
          'The configuration, unless it is that of the working folder; false for none.',
        ),
      ),
      trustTypescript: maybe(
        always(true, 'TypeScript that comes from a revision or a patch may run.'),
      ),
      build: maybe(ref(BuildSchema)),
    },
    'What the user said about a subject beside its name.',
  ),
);
export type Setup = Doc<typeof Setup>;

const corpus = maybe(list(ref(KeptRun), 'Kept runs that are tried first.'));
const subjects = list(
  text(),
  'What the subjects were called on the command line; none for all versions.',
);

/** A job of which parts can be done. */
export const DivisibleJob = either(
  [
    object({
      kind: always('check'),
      subjects,
      setup: ref(Setup),
      effort: ref(Effort),
      corpus,
    }),
    object({
      kind: always('gate'),
      candidate: text('The subject that is to land.'),
      baseline: text('What it is to replace.'),
      setup: ref(Setup),
      baselineSetup: ref(Setup),
      effort: ref(Effort),
      refine: maybe(always(true, 'What the candidate alone can do makes it unsafe.')),
      allow: maybe(ref(AllowedEntries, 'What the project accepts.')),
      notes: maybe(list(text(), 'What has to be said of how the candidate came about.')),
      corpus,
    }),
    object({ kind: always('explore'), subjects, setup: ref(Setup), scope: ref(Scope) }),
  ],
  'What was asked for.',
);
export type DivisibleJob = Doc<typeof DivisibleJob>;

/** A subject, or a configuration, as it was found: what it is called, and what its texts are. */
export const Found = object({
  name: text('Name of the subject, or path of the configuration.'),
  digest: orNull(
    text(),
    'SHA-256 of the texts that the user gave, or null for one of the catalogue.',
  ),
});
export type Found = Doc<typeof Found>;

/** What was done of a job, from which others can go on. */
export const WorkSchema = file(
  'work',
  'work',
  object(
    {
      job: DivisibleJob,
      subjects: list(
        Found,
        'The subjects that were found, and the configuration after them if there was one.',
      ),
      searched: list(
        SearchedChunks,
        'By subject of a check; one for a gate. Subjects that were not begun may be left out.',
      ),
      explored: list(
        Explored,
        'Pairs that were explored to their end, or as far as any run would go.',
      ),
    },
    'What was done of a job, from which others can go on: a part of `faultline.shard/2` and of ' +
      '`faultline.checkpoint/2`.',
  ),
);

/** One of several equal parts of a job, counted from 1. */
export const Shard = part(
  'shard',
  'shard',
  object(
    { index: positive('Which part, from 1.'), of: positive('How many parts there are.') },
    'Which part it is.',
  ),
);
export type Shard = Doc<typeof Shard>;

const version = text('Version of the program that did the work.');

/** Name of the schema of one of several parts of a job. */
export const SHARD_SCHEMA = 'faultline.shard/2';

/** One of several parts of the work of a command. */
export const ShardFile = file(
  'shard',
  SHARD_SCHEMA,
  object(
    { schema: format(SHARD_SCHEMA), version, shard: ref(Shard), work: ref(WorkSchema) },
    'One of several parts of the work of a command; `faultline merge` puts them together.',
  ),
);
export type ShardFile = Doc<typeof ShardFile>;

/** Name of the schema of where a command was stopped. */
export const CHECKPOINT_SCHEMA = 'faultline.checkpoint/2';

/** Where a command was stopped. */
export const CheckpointFile = file(
  'checkpoint',
  CHECKPOINT_SCHEMA,
  object(
    {
      schema: format(CHECKPOINT_SCHEMA),
      version,
      shard: either([nothing, ref(Shard)], 'Which part of the job it was, or null for the whole.'),
      work: ref(WorkSchema),
    },
    'Where a command was stopped; `--resume` goes on from there.',
  ),
);
export type CheckpointFile = Doc<typeof CheckpointFile>;
