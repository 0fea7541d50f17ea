import { describe, expect, it } from 'vitest';
import { leak, unheld } from '../testing/sample-findings.ts';
import { continuationsInWords, percent } from './continuations.ts';
import { lanesOf } from './lanes.ts';

describe('a percentage', () => {
  it.each([
    [0, '0%'],
    [0.0001, '<1%'],
    [0.25, '25%'],
    [0.9999, '>99%'],
    [1, '100%'],
  ])('of %d is %s', (probability, text) => {
    expect(percent(probability, false)).toBe(text);
    expect(percent(probability, true)).toBe(`~${text}`);
  });
});

describe('where a run went wrong', () => {
  it('is told of a run whose schedule did', () => {
    expect(continuationsInWords(unheld)).toEqual([
      ['Wrong at', 'step 3, submitter: the failure probability rises from 38% to 75%'],
      [
        'No return',
        'step 7, after which every continuation fails; at the start 25% did (exact, 214 states)',
      ],
    ]);
  });

  it('is nowhere if every schedule fails', () => {
    const continuations = {
      known: 'exact',
      over: 6,
      failureProbability: Array<number>(8).fill(1),
      pointOfNoReturn: null,
      wrong: null,
    } as const;
    const words = continuationsInWords({ ...leak, continuations });
    expect(words).toEqual([
      [
        'Schedules',
        'every one of this world fails: it is not the schedule that went wrong (exact, 6 states)',
      ],
    ]);
  });

  it('is labelled where it is only estimated', () => {
    const { failureProbability } = unheld.continuations!;
    const continuations = {
      ...unheld.continuations!,
      known: 'estimated',
      over: 200,
      intervals: failureProbability.map(
        (probability) => [probability / 2, Math.min(1, probability * 2)] as const,
      ),
    } as const;
    const words = continuationsInWords({ ...unheld, continuations });
    expect(words.map(([, text]) => text)).toEqual([
      'step 3, submitter: the failure probability rises from ~38% (19% to 75%) to ' +
        '~75% (38% to 100%)',
      'step 7, after which all 200 that were tried fail; at the start ~25% (13% to 50%) did ' +
        '(estimated, 200 random runs from each step)',
    ]);
    expect(lanesOf({ ...unheld, continuations }).estimated).toBe(true);
  });

  it('is not told where nobody has asked', () => {
    expect(continuationsInWords(leak)).toEqual([]);
    expect(lanesOf(leak)).toMatchObject({ pointOfNoReturn: null, estimated: false });
  });
});

it('lanes have the probability after every step', () => {
  const { pointOfNoReturn, rows } = lanesOf(unheld);
  const steps = rows.filter(({ kind }) => kind === 'step');
  expect(steps.map(({ probability }) => probability)).toEqual(
    unheld.continuations!.failureProbability.slice(1),
  );
  expect(rows.filter(({ kind, probability }) => kind === 'note' && probability !== null)).toEqual(
    [],
  );
  expect(steps[pointOfNoReturn!]!.probability).toBe(1);
});
