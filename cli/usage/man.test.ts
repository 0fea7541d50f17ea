import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../jobs/testing/files.ts';
import { manual, program } from '../program.ts';
import { manOf } from './man.ts';

test('the manual is what the commands say: npm run man', () => {
  const page = manOf(program(), manual);
  expect(page).toBe(readFileSync(join(ROOT, 'docs/faultline.1'), 'utf8'));
});

test('the manual has every command and every option', () => {
  const page = manOf(program(), manual).replaceAll('\\-', '-');
  for (const command of program().commands) {
    expect(page).toContain(`.SS faultline ${command.name()} `);
    const [, part] = page.split(`.SS faultline ${command.name()} `);
    for (const { long } of command.options) expect(part).toContain(`${long}`);
  }
});
