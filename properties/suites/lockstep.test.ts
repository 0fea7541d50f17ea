import { describe, expect, test } from 'vitest';
import { partingOf } from './parting.ts';

describe('the port and our own C do the same, event by event', () => {
  test.each(['v5.3', 'rfc', 'v5.5', 'v5.10', 'v5.11'])('%s', async (version) => {
    expect(await partingOf(version, `${version}.c`)).toBeUndefined();
  });
});

describe('one line of difference shows', () => {
  test('the posted patch keeps the io lock, the merged one does not', async () => {
    const parting = await partingOf('v5.5', 'rfc.c');
    expect(parting?.one?.kind.name).not.toBe(parting?.other?.kind.name);
  });
});
