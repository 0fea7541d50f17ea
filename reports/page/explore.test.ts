import { expect, test } from 'vitest';
import text from '../formats/text.ts';
import { exploreReport } from '../testing/sample-explore.ts';

const page = text.render(exploreReport, { columns: 120, color: false });

test('the page says of each world how much of it was visited, and claims nothing beyond', () => {
  expect(page).toContain('1 law broken in 2 worlds');
  expect(page).toMatch(/munmap-while-waiting +3 +all +537 +917 +3 +32/);
  expect(page).toMatch(/everything +4 +under 0\.1 % +40 +50 +0 +50 +none/);
  expect(page).toContain('Runs that deadlock: munmap-while-waiting (4)');
  expect(page).toContain('══ What this holds for ');
});

test('a law that is broken nowhere makes another page', () => {
  const clean = { ...exploreReport, violations: [] };
  const words = text.render(clean, { columns: 120, color: false }).replaceAll(/\s+/g, ' ');
  expect(words).toContain('bo-get-missing: keeps every law in 2 worlds');
  expect(words).not.toContain('npx faultline replay');
});
