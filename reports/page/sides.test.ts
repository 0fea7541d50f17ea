import { expect, it } from 'vitest';
import { leak, unlocked } from '../testing/sample-findings.ts';
import { sidesTable, twoTraces } from './sides.ts';

const TITLES = ['rfc', 'v5.3'] as const;

it('finds the first operation that only one of two traces has', () => {
  const sides = twoTraces(TITLES, [leak.trace, unlocked]);
  expect(sides.rows[sides.parts]).toEqual([
    { task: 'fault-1', text: 'dma_resv_unlock(resv-1)', at: 'rfc.c:181' },
    { task: 'fault-1', text: 'ttm_mem_io_unlock(man-vram)', at: 'v5.3.c:140' },
  ]);
  const signs = sidesTable(sides).map(([, sign]) => sign);
  expect(signs).toEqual(['', '=', '=', '=', '≠', '', '', '']);
});

it('does not compare what is only marked: helpers may be divided differently', () => {
  const trace = leak.trace.filter(({ event }) => event !== 'reserve_return');
  expect(twoTraces(TITLES, [leak.trace, trace])).toMatchObject({ parts: 8 });
  expect(twoTraces(TITLES, [leak.trace, trace]).rows).toHaveLength(8);
});

it('parts where one of the traces ends', () => {
  const { parts, rows } = twoTraces(TITLES, [leak.trace, leak.trace.slice(0, -1)]);
  expect(rows[parts]).toEqual([{ task: 'fault-1', text: 'up_read(mm)', at: null }, null]);
});
