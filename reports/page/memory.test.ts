import { expect, it } from 'vitest';
import { traceOf } from '../testing/sample-findings.ts';
import { memoryOf } from './memory.ts';

it('says of each step which fields were read and written, and what they were before', () => {
  const accessesIn = memoryOf();
  const first = accessesIn(
    traceOf(`
    0 fault-1 ttm_bo_get(bo-1)
    0 fault-1 read bo-1.moving = fence-1
    0 fault-1 read bo-1.moving = fence-1
    0 fault-1 write bo-1.moving = NULL`).map(withField),
  );
  expect(first).toEqual([
    { field: 'bo-1.moving', value: 'fence-1', does: 'reads', was: null },
    { field: 'bo-1.moving', value: 'NULL', does: 'writes', was: 'fence-1' },
  ]);
});

it('tells a field that somebody else has changed since', () => {
  const accessesIn = memoryOf();
  const read = (value: string) =>
    accessesIn(traceOf(`0 fault-1 read bo-1.moving = ${value}`).map(withField));
  expect(read('NULL')).toMatchObject([{ was: null }]);
  expect(read('fence-1')).toMatchObject([{ value: 'fence-1', was: 'NULL' }]);
  expect(read('fence-1')).toMatchObject([{ value: 'fence-1', was: null }]);
});

const withField = <T extends { readonly text: string }>(event: T): T & { object: string } => ({
  ...event,
  object: event.text.split(' ')[1]!,
});
