import { count, type Doc, list, maybe, object, orNull, pair, share, word } from './schema.ts';

/**
 * How likely the law still breaks, step by step, if from there on chance decides who goes on: each
 * step a uniform choice among the tasks that can run.
 */
export const Continuations = object(
  {
    known: word(['exact', 'estimated'], 'Solved over all states, or counted in random runs.'),
    over: count('Distinct states that were solved, or random runs from each step.'),
    pointOfNoReturn: orNull(
      count(),
      'The step after which every continuation fails; null if every schedule of the world does.',
    ),
    wrong: orNull(
      count(),
      'The step with the largest rise of the failure probability; null if every schedule of the world fails.',
    ),
    failureProbability: list(
      share(),
      'Entry 0: before the first step; entry i + 1: after step i of the shrunk run. Exactly 1 ' +
        'where every continuation fails.',
      { minItems: 1 },
    ),
    intervals: maybe(
      list(pair(share()), 'Of estimates: where each probability lies, with 95 % confidence.'),
    ),
  },
  'How likely the law still breaks, step by step, if each further step is a uniform choice among ' +
    'the tasks that can run.',
);
export type Continuations = Doc<typeof Continuations>;
