import { describe, expect, test } from 'vitest';
import { loadTools, namedSubject } from '../../catalog.ts';
import { Session } from '../run/session.ts';
import { options } from '../suites/harness.ts';
import { search, searchChunks } from './search.ts';
import { mergedParts } from './search-part.ts';

const tools = await loadTools();
const rfc = (await namedSubject('rfc'))!;

describe('the parts of a search', () => {
  test('come to the whole, whichever chunks each of them has, and in any order', () => {
    const asked = options({ runs: 2100 });
    const partOf = (chunks: number[]) =>
      searchChunks([new Session(rfc, tools)], asked, () => chunks.shift())[0]!;
    const parts = [partOf([1, 4, 7, 8]), partOf([0, 6]), partOf([2, 3, 5])];
    const whole = search(new Session(rfc, tools), asked);
    expect(whole.runs).toBe(2100);
    expect(whole.witnesses.length).toBeGreaterThan(5);
    expect(mergedParts(parts)).toEqual(mergedParts([whole]));
    expect(mergedParts(parts.reverse())).toEqual(mergedParts([whole]));
  });

  test('can be empty', () => {
    expect(mergedParts([])).toMatchObject({ runs: 0, witnesses: [], reached: [] });
  });
});
