import { expect, test } from 'vitest';
import text from '../formats/text.ts';
import { exploreReport } from '../sample.ts';

const page = text.render(exploreReport, { columns: 120, color: false });

test('the page says of each world how much of it was visited, and claims nothing beyond', () => {
  expect(page).toContain('1 law broken in 2 worlds');
  expect(page).toMatch(/munmap-while-waiting +3 +all +24 +537 +917 +322 +32/);
  expect(page).toMatch(/everything +4 +under 0\.1 % +1 +40 +50 +0 +50 +none/);
  expect(page).toContain('Runs that deadlock: munmap-while-waiting (4)');
  expect(page.replaceAll(/\s+/g, ' ')).toContain(
    'every interleaving of munmap-while-waiting; a part of the interleavings of everything',
  );
});

test('a law that is broken nowhere makes another page', () => {
  const clean = { ...exploreReport, violations: [], preemptions: 1 };
  const words = text.render(clean, { columns: 120, color: false }).replaceAll(/\s+/g, ' ');
  expect(words).toContain('bo-get-missing: keeps every law in 2 worlds');
  expect(words).toContain('every interleaving with at most 1 preemption of munmap-while-waiting');
});
