import type { SourceCoverage } from '../../impl/subject.ts';
import {
  count,
  type Doc,
  file,
  list,
  maybe,
  object,
  orNull,
  record,
  schemaOf,
  text,
} from './schema.ts';

/** A transition of one region that is possible in the profile, and how often it was taken. */
export const RegionTransition = object({
  from: text('The state that it leaves, as region.state.'),
  event: text('The event that it is taken on.'),
  to: text('The state that it leads to.'),
  times: count('How often it was taken.'),
});
export type RegionTransition = Doc<typeof RegionTransition>;

/** What a search has taken of the statechart of its profile. */
export const ChartCoverage = object(
  {
    taken: count('Transitions of single regions that were taken.'),
    total: count('Those that the profile can take.'),
    never: list(text(), 'Transitions never taken.'),
    byRegion: maybe(
      list(
        RegionTransition,
        'Transitions of the regions that the profile has, as `faultline model` draws them. Not ' +
          'in older documents.',
      ),
    ),
  },
  'Transitions of the statechart.',
);
export type ChartCoverage = Doc<typeof ChartCoverage>;

const some = (total: string, reached: string) => ({ total: count(total), reached: count(reached) });

const Source = schemaOf<SourceCoverage>()(
  object(
    {
      handlers: maybe(
        object(
          {
            fault: text('The function that the kernel calls at a page fault.'),
            mkwrite: orNull(
              text(),
              'Called when a page that is mapped read-only is written to; null if nothing is.',
            ),
            beside: list(text(), 'Other operations that the source gives and nothing here calls.'),
          },
          'What was judged; older documents lack it.',
        ),
      ),
      lines: object(
        {
          ...some('How many there are.', 'How many any run came to.'),
          never: list(text(), 'Those that no run came to.'),
        },
        'Lines with code in functions that a fault can come to.',
      ),
      branches: object(
        {
          ...some('How many there are.', 'How many any run came to.'),
          never: list(
            object({
              at: text('File and line of the jump.'),
              column: count('Column of the condition.'),
              to: orNull(text(), 'File and line that it leads to; null if that is no other line.'),
            }),
            'Those that no run came to.',
          ),
        },
        'Ways out of conditional jumps in these functions.',
      ),
      neverCalled: list(text(), 'Functions that a fault can come to, and that no run called.'),
      beside: list(text(), 'Functions that no fault comes to: their lines do not count.'),
    },
    'Lines and branches of a subject in C.',
  ),
);

/** Which goals a check reached: return codes, rows of the domain's tables, chart transitions. */
export const Coverage = file(
  'coverage',
  'Coverage',
  object(
    {
      goals: list(
        object(
          {
            name: text('The goal.'),
            source: text('Where it comes from.'),
            reached: count('How often.'),
          },
          undefined,
          { title: 'Goal' },
        ),
        "Return codes, rows of the domain's tables, and how often each was reached.",
      ),
      transitions: ChartCoverage,
      outcomes: record(count(), 'How many runs ended in which way.'),
      source: maybe(Source),
    },
    'Which goals the runs of a check reached.',
  ),
);
export type Coverage = Doc<typeof Coverage>;
