import { expect, test } from 'vitest';
import { chartProfiles } from '../profile.ts';
import { runsOf } from './parse.ts';

const text = `
    one title
      fault_enter_plain [
      ] ! return_nopage
    another title
      trap_end
`;

test('a run is a title and the indented events below it', () => {
  expect(runsOf(chartProfiles['v5.6'], { once: text, many: text })).toEqual([
    {
      title: 'one title',
      events: ['fault_enter_plain', 'io_lock_ok', 'io_unlock', 'return_nopage'],
    },
    { title: 'another title', events: ['trap_end'] },
  ]);
});

test('the io lock is not spelled where there is none', () => {
  expect(runsOf(chartProfiles['v5.10'], { noIo: text })[0]!.events).toEqual([
    'fault_enter_plain',
    'return_nopage',
  ]);
});

test('a word outside the alphabet is a mistake of the run', () => {
  expect(() => runsOf(chartProfiles['v5.6'], { every: '    a\n      resv_lock\n' })).toThrow(
    'expected an event of the alphabet, came resv_lock',
  );
});
