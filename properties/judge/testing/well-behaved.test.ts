import { describe, expect, test } from 'vitest';
import { entries } from '../../../catalog.ts';
import type { Invariant } from '../invariant.ts';
import { broken } from './hand-written.ts';
import { WELL_BEHAVED } from './well-behaved.ts';

const laws = [...(await entries<Invariant>('invariants')).keys()];

describe.each(Object.entries(WELL_BEHAVED))('the call %s', (_, [lines, world]) => {
  test.each(laws)('keeps %s', async (law) => {
    expect(await broken(law, lines, { world })).toBeUndefined();
  });
});
