import { expect, test } from 'vitest';
import { leak } from '../testing/sample-findings.ts';
import { leavingOf } from './blame.ts';
import { keptIn } from './finding.ts';
import { lanesOf } from './lanes.ts';

const blamed = { ...leak, blame: { taken: 'rfc.c:98', left: 'rfc.c:101' } };
const at = (event: string): number => leak.trace.findIndex((one) => one.event === event);
/** The same with the mark of the helper's return, which this run lacks. */
const RETURN = { ...leak.trace[at('reserve_return')]!, event: 'reserved_return', at: 'rfc.c:180' };
const returning = {
  ...blamed,
  trace: leak.trace.toSpliced(at('dma_resv_unlock'), 0, RETURN),
  event: leak.event + 1,
};

test('the way out is that of the helper in which the lock was taken', () => {
  expect(leavingOf(returning)).toEqual({
    since: 3,
    event: at('ttm_mem_io_reserve_vm'),
    by: 'ttm_bo_vm_fault_reserved',
  });
  const [[, text] = []] = keptIn(returning);
  expect(text).toBe(
    'taken at rfc.c:98, held since step 3, left at rfc.c:101 by the return of ' +
      'ttm_bo_vm_fault_reserved',
  );
});

test('the run is marked where it was left, not where it was noticed', () => {
  const marked = lanesOf(returning).rows.filter(({ broke }) => broke);
  expect(marked.map(({ text }) => text)).toEqual(['ttm_mem_io_reserve_vm(bo-1) = -EINVAL']);
});

test('a trace without that way out says no more than the finding', () => {
  expect(leavingOf({ ...blamed, blame: { taken: 'rfc.c:98', left: 'rfc.c:7' } })).toBeUndefined();
  expect(leavingOf(leak)).toBeUndefined();
});
