import { describe, expect, it } from 'vitest';
import { deadlock, leak, traceOf, unheld, WORLD } from '../testing/sample-findings.ts';
import { lanesOf } from './lanes.ts';

const textsOf = (finding: Parameters<typeof lanesOf>[0]): string[] =>
  lanesOf(finding).rows.map(({ text }) => text);

describe('the lanes of a run', () => {
  it('show which locks each task holds after each line', () => {
    const { locks, rows, tasks } = lanesOf(leak);
    expect(tasks).toEqual(['fault-1']);
    expect(locks.map(({ sign }) => sign)).toEqual(['M', 'R', 'I']);
    const held = rows.filter(({ kind }) => kind === 'step').map((row) => row.held[0]!.join(''));
    expect(held).toEqual(['', 'M', 'MR', 'MRI', 'MRI', 'MI', 'I']);
  });

  it('tell an io lock from a fast path that locks nothing', () => {
    const driver = { ...WORLD.driver, ioReserveLru: [] };
    const shrunk = { ...leak.shrunk, world: { ...leak.shrunk.world, driver } };
    expect(lanesOf({ ...leak, shrunk }).locks.map(({ sign }) => sign)).toEqual(['M', 'R', 'i']);
  });

  it('give locks of the same kind numbers', () => {
    const trace = traceOf(`
      0 fault-1 dma_resv_lock(resv-1, ctx-1) = 0
      1 fault-1 dma_resv_lock(resv-2, ctx-1) = 0`);
    const schedule = [{ task: 'fault-1', steps: 2 }];
    const { locks } = lanesOf({ ...leak, trace, shrunk: { ...leak.shrunk, schedule } });
    expect(locks.map(({ sign }) => sign)).toEqual(['R1', 'R2']);
  });

  it('tell a preemption from a wait', () => {
    const texts = textsOf(unheld);
    expect(texts.filter((text) => text.startsWith('preempted'))).toEqual([
      'preempted: submitter runs',
      'preempted: fault-1 runs',
    ]);
    expect(texts).toContain('waits: dma_resv_lock_interruptible(resv-1)');
    expect(texts).toContain('(waited) dma_resv_lock_interruptible(resv-1, NULL) = 0');
  });

  it('mark the event that broke the law, and nothing else', () => {
    const broke = lanesOf(leak).rows.filter((row) => row.broke);
    expect(broke.map(({ text }) => text)).toEqual([leak.trace[leak.event]!.text]);
  });

  it('mark the end of the run when it shows only there', () => {
    const broke = lanesOf(deadlock).rows.filter((row) => row.broke);
    expect(broke.map(({ text }) => text)).toEqual([
      'waits for ever',
      'deadlock: nobody can go on (evictor)',
    ]);
  });

  it('show a read or write only where it broke the law', () => {
    expect(textsOf(leak).some((text) => text.startsWith('read'))).toBe(false);
    const event = leak.trace.findIndex(({ object }) => object === 'bo-1.mem.mem_type');
    const broke = lanesOf({ ...leak, event, step: 2 }).rows.filter((row) => row.broke);
    expect(broke.map(({ text }) => text)).toEqual(['read bo-1.mem.mem_type = 0x2']);
  });

  it('leave out the middle of a long run, but not where the law broke', () => {
    const steps = 1000;
    const lines = Array.from({ length: steps }, (_, step) => `${step} fault-1 ttm_bo_get(bo-1)`);
    const shrunk = { ...leak.shrunk, steps, schedule: [{ task: 'fault-1', steps }] };
    const trace = traceOf(lines.join('\n'));
    const { rows } = lanesOf({ ...leak, step: 500, event: 500, shrunk, trace });
    expect(rows.length).toBeLessThan(160);
    expect(rows.some(({ step, broke }) => step === 500 && broke)).toBe(true);
    expect(rows.filter(({ text }) => text.includes('left out'))).toHaveLength(2);
  });
});
