import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { cacheIn } from './cache.ts';

const ROOM = mkdtempSync(join(tmpdir(), 'faultline-cache-'));
afterAll(() => rmSync(ROOM, { recursive: true, force: true }));

const MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const OTHER = Uint8Array.of(...MODULE, 0, 1, 0);
let folders = 0;

/** A cache with one module under `key`. */
function filled() {
  const folder = join(ROOM, `${folders++}`);
  const cache = cacheIn(folder);
  cache.keep('key', MODULE);
  return { folder, cache, path: join(folder, 'key') };
}

describe('what is kept', () => {
  test('comes back, from a folder of the user alone', () => {
    const { folder, cache } = filled();
    expect(Buffer.from(cache.read('key')!)).toEqual(Buffer.from(MODULE));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toEqual(['key']);
    expect(cache.read('other')).toBeUndefined();
  });

  test.each<[string, (place: ReturnType<typeof filled>) => void]>([
    ['was cut short', ({ path }) => truncateSync(path, 36)],
    ['is empty', ({ path }) => truncateSync(path, 0)],
    ['is another module', ({ path }) => writeFileSync(path, OTHER)],
    [
      'is the module of another key',
      ({ cache, folder, path }) => {
        cache.keep('second', OTHER);
        renameSync(join(folder, 'second'), path);
      },
    ],
    ['has one bit more', ({ path }) => writeFileSync(path, flipped(path))],
    ['may be written by others', ({ path }) => chmodSync(path, 0o666)],
    ['is in a folder that others may write to', ({ folder }) => chmodSync(folder, 0o777)],
    [
      'is a link',
      ({ folder, path }) => {
        renameSync(path, join(folder, 'elsewhere'));
        symlinkSync('elsewhere', path);
      },
    ],
    [
      'is a folder',
      ({ path }) => {
        rmSync(path);
        mkdirSync(path);
      },
    ],
    [
      'is in a folder that is a link',
      ({ folder }) => {
        renameSync(folder, `${folder}-moved`);
        symlinkSync(`${folder}-moved`, folder);
      },
    ],
  ])('is as if it were not there if it %s', (_, harm) => {
    const place = filled();
    harm(place);
    expect(place.cache.read('key')).toBeUndefined();
  });

  test('is nothing where no folder can be made', () => {
    const file = join(ROOM, 'file');
    writeFileSync(file, '');
    const cache = cacheIn(join(file, 'below'));
    cache.keep('key', MODULE);
    expect(cache.read('key')).toBeUndefined();
  });
});

function flipped(path: string): Uint8Array {
  const bytes = readFileSync(path);
  bytes[bytes.length - 1]! ^= 1;
  return bytes;
}
