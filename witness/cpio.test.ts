import { expect, test } from 'vitest';
import { cpio } from './cpio.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Reads an archive as the kernel does: name, mode and data of each entry. */
function unpack(archive: Uint8Array): { name: string; mode: number; data: string }[] {
  const text = Buffer.from(archive);
  const found: { name: string; mode: number; data: string }[] = [];
  const aligned = (at: number): number => (at + 3) & ~3;
  for (let at = 0; ; ) {
    const field = (index: number): number =>
      Number.parseInt(text.toString('latin1', at + 6 + 8 * index, at + 14 + 8 * index), 16);
    expect(text.toString('latin1', at, at + 6)).toBe('070701');
    const name = text.toString('latin1', at + 110, at + 110 + field(11) - 1);
    if (name === 'TRAILER!!!') return found;
    const start = aligned(at + 110 + field(11));
    found.push({ name, mode: field(1), data: text.toString('latin1', start, start + field(6)) });
    at = aligned(start + field(6));
  }
}

test('an archive holds what was put into it, whatever its length', () => {
  const files = ['', 'a', 'ab', 'abc', 'abcd'].map((data, index) => ({
    name: 'n'.repeat(index + 1),
    mode: 0o100755,
    data: bytes(data),
  }));
  const expected = files.map(({ name, mode }, index) => ({
    name,
    mode,
    data: ['', 'a', 'ab', 'abc', 'abcd'][index],
  }));
  expect(unpack(cpio(files))).toEqual(expected);
});
