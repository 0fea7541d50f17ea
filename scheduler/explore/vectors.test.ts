import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Pairs } from './pair-map.ts';
import { Rows } from './rows.ts';
import { ADDS, SETS, Vectors } from './vectors.ts';

const word = fc.integer({ min: -3, max: 3 });
const vector = fc.array(word, { minLength: 6, maxLength: 6 });
const write = fc.tuple(fc.constantFrom(SETS, ADDS), fc.nat(5), word);

test('vectors have the same number exactly if they are equal, whoever made them', () => {
  fc.assert(
    fc.property(vector, fc.array(fc.tuple(vector, fc.array(write))), (first, rest) => {
      const vectors = new Vectors(Int32Array.from(first));
      const numbers = new Map<string, number>([[first.join(), 0]]);
      const check = (number: number, words: number[]): void => {
        const text = words.join();
        expect(number).toBe(numbers.get(text) ?? numbers.size);
        numbers.set(text, number);
        const loaded = new Int32Array(6);
        vectors.load(number, loaded);
        expect([...loaded]).toEqual(words);
        expect(words.map((_, at) => vectors.at(number, at))).toEqual(words);
      };
      for (const [words, writes] of rest) {
        const number = vectors.numberOf(Int32Array.from(words));
        check(number, words);
        const after = [...words];
        for (const [what, at, value] of writes)
          after[at] = what === SETS ? value : after[at]! + value;
        check(vectors.after(number, Int32Array.from(writes.flat())), after);
      }
      expect(vectors.count).toBe(numbers.size);
    }),
    { numRuns: 300, seed: 3 },
  );
});

test('pairs and states have numbers in the order in which they come', () => {
  const parts = fc.array(fc.tuple(fc.nat(40), fc.nat(70_000 % 65_536), fc.nat(3), fc.nat(65_535)));
  fc.assert(
    fc.property(parts, (all) => {
      const pairs = new Pairs();
      const rows = new Rows(3);
      const seenPairs: string[] = [];
      const seenRows: string[] = [];
      for (const row of all) {
        const pair = `${row[0]} ${row[1]}`;
        if (!seenPairs.includes(pair)) seenPairs.push(pair);
        expect(pairs.numberOf(row[0], row[1])).toBe(seenPairs.indexOf(pair));
        if (!seenRows.includes(row.join())) seenRows.push(row.join());
        const number = rows.numberOf(Int32Array.from(row), 0, 0);
        expect(number).toBe(seenRows.indexOf(row.join()));
        const loaded = new Int32Array(4);
        rows.load(number, loaded);
        expect([...loaded]).toEqual(row);
      }
    }),
    { numRuns: 100, seed: 4 },
  );
});

test('thousands of them are kept apart', () => {
  const pairs = new Pairs();
  const rows = new Rows(2);
  for (let at = 0; at < 5000; at += 1) {
    expect(pairs.numberOf(at % 70, Math.floor(at / 70))).toBe(at);
    expect(rows.numberOf(Int32Array.of(at, at % 7, 1), -1, 0)).toBe(at);
  }
  expect(pairs.numberOf(3, 0)).toBe(3);
  expect(rows.numberOf(Int32Array.of(4999, 4999 % 7, 1), -1, 0)).toBe(4999);
});
