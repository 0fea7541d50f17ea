import { expect, test } from 'vitest';
import { eventColumns, faultEvents, meanings } from './alphabet.ts';

test('event names are lower_snake, as the kernel .dot dialect wants them', () => {
  expect(faultEvents.filter((event) => !/^[a-z]+(_[a-z]+)*$/.test(event))).toEqual([]);
});

test('every event has its own column and its own one-line meaning', () => {
  expect(faultEvents.map((event) => eventColumns[event])).toEqual([...faultEvents.keys()]);
  expect(new Set(Object.values(meanings)).size).toBe(faultEvents.length);
});
