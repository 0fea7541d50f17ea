import { describeSubject } from 'faultline/vitest';
import { expect, test } from 'vitest';

describeSubject('./mine.c', {
  laws: ['io-lock-balanced', 'lock-order', 'no-vma-after-mmap-drop', 'bo-refs-balanced'],
  runs: 3000,
});

test('does nothing that the file it comes from does not', { timeout: 300_000 }, async () => {
  await expect('./mine.c').toRefine('v5.5', { runs: 500 });
});
