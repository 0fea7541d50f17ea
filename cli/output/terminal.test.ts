import { expect, test } from 'vitest';
import { hasColor } from './terminal.ts';

test('colours are for terminals that can show them, unless somebody wants none', () => {
  expect(hasColor({ isTTY: true }, { TERM: 'xterm' })).toBe(true);
  expect(hasColor({ isTTY: true }, { NO_COLOR: '' })).toBe(true);
  expect(hasColor({ isTTY: true }, { NO_COLOR: '1' })).toBe(false);
  expect(hasColor({ isTTY: true }, { TERM: 'dumb' })).toBe(false);
  expect(hasColor({ isTTY: false }, {})).toBe(false);
  expect(hasColor({}, {})).toBe(false);
});
