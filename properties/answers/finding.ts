import { Continuations } from './continuations.ts';
import { KernelVerdict } from './kernel-verdict.ts';
import { PortableEvent } from './portable-event.ts';
import { ProfileSchema } from './profile.ts';
import { Lasso } from './restart-bounds.ts';
import { OutcomeSchema, ScheduleSchema, SIZE, Size } from './run.ts';
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
  text,
} from './schema.ts';
import { WorldSchema } from './world.ts';

/** A law that broke because another one had been broken before, or for the same reason. */
export const Consequence = part(
  'finding',
  'consequence',
  object(
    {
      invariant: text('Name of the law.'),
      found: text('What was found wrong.'),
      task: text('Who.'),
      step: count('At which step.'),
    },
    undefined,
    { title: 'Consequence' },
  ),
);
export type Consequence = Doc<typeof Consequence>;

/** The lines of the subject's source around the one at which a law broke. */
export const Excerpt = object(
  {
    at: text('File and line: `ttm_bo_vm.c:143`.'),
    exact: flag(
      'Whether the law broke there; else it is the last line that the task is known to have run.',
    ),
    lines: list(
      object({ line: positive('Number of the line, from 1.'), text: text('The line.') }),
      'The lines, in order.',
    ),
  },
  'The source around the line at which the law broke.',
);
export type Excerpt = Doc<typeof Excerpt>;

/** A line of the subject's source that made an event of a run. */
export const EventLine = object({
  at: text('File and line: `ttm_bo_vm.c:143`.'),
  text: text('The line, without white space at its ends.'),
});
export type EventLine = Doc<typeof EventLine>;

/** A state of the statechart that a faulting task is in from an event on. */
export const ChartStep = object({
  event: count('Index into the trace of the event whose task is in the state from then on.'),
  state: text('Where the attempt is, its flags, and every region that is not at rest.'),
  refused: maybe(
    text('The event that the statechart does not have in this state; nothing is known after it.'),
  ),
});
export type ChartStep = Doc<typeof ChartStep>;

/** What a baseline does in the world of a finding, under the same schedule as far as it can. */
export const OtherSide = object(
  {
    subject: text('The baseline.'),
    trace: list(ref(PortableEvent), 'The events of its run.'),
  },
  'Of a regression: what the baseline does in the same world, under the same schedule as far as ' +
    'it can follow it.',
);
export type OtherSide = Doc<typeof OtherSide>;

/** What a real kernel says of a finding, in a few words. */
export const Confirmation = object(
  {
    release: text('The kernel that was asked: `6.12.117`.'),
    verdict: KernelVerdict,
    sentence: text('The answer in one sentence.'),
  },
  'What a real kernel says of it, if one was asked.',
);
export type Confirmation = Doc<typeof Confirmation>;

/** A law that a subject broke, with the smallest run that shows it. */
export const Finding = file(
  'finding',
  'Finding',
  object(
    {
      invariant: text('Name of the law.'),
      claim: text('The law in words.'),
      source: text('Where the law comes from.'),
      found: text('What was found wrong.'),
      known: orNull(
        object({ row: text('Row of domain.md §6.'), summary: text('What the defect is.') }),
        'The known defect that this is, or null.',
      ),
      task: text('Who broke the law.'),
      step: count(
        'At which step of the shrunk run; the number of steps if it shows only at the end.',
      ),
      event: count(
        'Index into the trace of the event at which it broke; the number of events for the end.',
      ),
      consequences: list(ref(Consequence), 'Laws that broke because of it.'),
      original: ref(Size, 'Size of the run in which it was found first.'),
      shrunk: object(
        { ...SIZE, world: ref(WorldSchema), schedule: ref(ScheduleSchema) },
        'The smallest run, and its size.',
      ),
      outcome: ref(OutcomeSchema),
      trace: list(ref(PortableEvent), 'The events of the shrunk run.'),
      blame: maybe(
        object(
          {
            taken: text('File and line that took it.'),
            left: text('File and line of the way out on which it was not given back.'),
          },
          'Of something that is taken and kept: who is to blame. It is noticed only later.',
        ),
      ),
      excerpt: maybe(Excerpt),
      lines: maybe(
        list(
          EventLine,
          "The lines of the subject's source that made events of the trace, each once.",
        ),
      ),
      chart: maybe(
        list(
          ChartStep,
          'What the faulting tasks went through in the statechart, as far as it could be ' +
            'followed: each change of a state.',
        ),
      ),
      other: maybe(OtherSide),
      lasso: maybe(Lasso),
      continuations: maybe(Continuations),
      kernel: maybe(
        ref(ProfileSchema, "The kernel in which it was found, if that is the baseline's instead."),
      ),
      confirmation: maybe(Confirmation),
      accepted: maybe(text('Why the project accepts it; not there if it does not.')),
      replay: maybe(
        text('The command that replays it, ready to paste; in reports, not in counterexamples.'),
      ),
    },
    'A law that a subject broke, with the smallest run that shows it.',
  ),
);
export type Finding = Doc<typeof Finding>;
