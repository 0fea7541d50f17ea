import { expect, test } from 'vitest';
import 'faultline/vitest';

const LEAK = 'reports/out/rfc-io-lock-balanced.json';

test('the leak of the posted patch', { timeout: 60_000 }, async () => {
  await expect('rfc').toReplay(LEAK);
  await expect('./mine.c').not.toReplay(LEAK);
});
