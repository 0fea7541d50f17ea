import { expect, test } from 'vitest';
import { pageText } from '../formats/text.ts';
import { pageOfChanges, verdictChanges } from './verdict-change.ts';

const before = new Map([
  ['mine.ts', ['no-crash', 'deadlock-free', 'lock-order']],
  ['gone.ts', ['no-crash']],
]);
const after = new Map([
  ['mine.ts', ['lock-order', 'no-crash', 'bo-refs-balanced']],
  ['new.ts', []],
]);

test('a law is newly broken, mended, or broken still', () => {
  expect(verdictChanges(before, after)).toEqual([
    {
      subject: 'mine.ts',
      broken: ['bo-refs-balanced'],
      mended: ['deadlock-free'],
      unchanged: ['lock-order', 'no-crash'],
    },
  ]);
});

test('what has changed is told in words, and nothing by leaving it out', () => {
  const page = (then: string[], now: string[]): string =>
    pageText(pageOfChanges(verdictChanges(new Map([['a', then]]), new Map([['a', now]]))), {
      columns: 40,
      color: false,
    });
  expect(page(['x'], ['x', 'y'])).toBe(`══ Since the last verdict on a ═════════

  Newly broken  y
  Mended        none
  Still broken  x
`);
  expect(page([], [])).toContain('Newly broken  none\n  Mended        none\n  Still broken  none');
});

test('the heading is good news or bad news', () => {
  const tones = [
    [['x'], []],
    [[], ['x']],
    [['x'], ['x']],
  ].map(([then, now]) => {
    const [heading] = pageOfChanges(
      verdictChanges(new Map([['a', then!]]), new Map([['a', now!]])),
    );
    return heading!.kind === 'heading' ? heading!.tone : 'no heading';
  });
  expect(tones).toEqual(['good', 'bad', undefined]);
});
