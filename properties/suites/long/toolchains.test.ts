import { expect, test } from 'vitest';
import { partingOf } from '../parting.ts';

test.each(['npm', 'system'] as const)('C compiled by %s does what the port does', async (one) => {
  expect(await partingOf('v5.5', 'v5.5.c', { toolchain: one })).toBeUndefined();
});
