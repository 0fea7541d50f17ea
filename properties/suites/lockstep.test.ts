import { describe, expect, test } from 'vitest';
import { textOf } from '../../impl/source.ts';
import { partingOf } from './parting.ts';
import { lineIn } from './source-lines.ts';

describe('the port and our own C do the same, event by event', () => {
  test.each(['v5.3', 'rfc', 'v5.5', 'v5.10', 'v5.11'])('%s', async (version) => {
    expect(await partingOf(version, `${version}.c`)).toBeUndefined();
  });
});

const lineOf = (path: string, words: string): string => lineIn(path, textOf(path), words);

describe('one line of difference shows', () => {
  test('the posted patch keeps the io lock, the merged one does not', async () => {
    const parting = await partingOf('v5.5', 'rfc.c', undefined, 9);
    expect(parting?.one?.event).not.toBe(parting?.other?.event);
    // Where the merged one goes on with the pages, the posted one is about to give the lock back.
    expect(parting?.one?.at).toBe(lineOf('impl/helpers/v5.5.ts', 'vmf_insert_mixed('));
    expect(parting?.other?.at).toBe(lineOf('impl/c/subjects/rfc.c', 'ttm_mem_io_unlock(man);'));
    const file = new URL('../../impl/c/subjects/rfc.c', import.meta.url).pathname;
    expect(parting?.text).toMatch(/^v5\.5: v5\.5\.ts:\d+: fault-1 vmf_insert_mixed\(/);
    expect(parting?.text).toContain(`\n${file}: ${parting?.other?.at}: fault-1 ttm_mem_io_unlock(`);
  });
});
