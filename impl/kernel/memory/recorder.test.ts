import { expect, test } from 'vitest';
import { Recorder } from './recorder.ts';

/** Both digests after these words were written over zeroes, joined. */
function stateOf(words: readonly (readonly [address: number, value: number])[]): string {
  const recorder = new Recorder();
  for (const [address, value] of words) recorder.write(address, 0, value, -1);
  return recorder.state.join();
}

test('values that change places give another state, wherever they stand', () => {
  let alike = 0;
  for (let one = 0x100; one < 0x200; one += 4) {
    for (let other = one + 4; other < 0x200; other += 4) {
      const before = [stateOf([[one, 1]]), stateOf([[other, 1]])];
      if (before[0] === before[1]) alike += 1;
      const crossed = stateOf([
        [one, 1],
        [other, 2],
      ]);
      const turned = stateOf([
        [one, 2],
        [other, 1],
      ]);
      if (crossed === turned) alike += 1;
    }
  }
  expect(alike).toBe(0);
});

test('a value that is put back leaves no trace', () => {
  const recorder = new Recorder();
  recorder.write(0x100, 0, 7, -1);
  recorder.write(0x100, 7, 0, -1);
  expect([...recorder.state]).toEqual([0, 0]);
});
