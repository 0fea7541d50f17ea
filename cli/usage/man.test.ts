import { expect, test } from 'vitest';
import { manual, program } from '../program.ts';
import { manOf } from './man.ts';

test('the manual has every command and every option', () => {
  const page = manOf(program(), manual).replaceAll('\\-', '-');
  for (const command of program().commands) {
    expect(page).toContain(`.SS faultline ${command.name()} `);
    const [, part] = page.split(`.SS faultline ${command.name()} `);
    for (const { long } of command.options) expect(part).toContain(`${long}`);
  }
});
