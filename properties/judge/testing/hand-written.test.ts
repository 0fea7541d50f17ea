import { describe, expect, test } from 'vitest';
import { broken, call, trace } from './hand-written.ts';

describe('a trace written by hand', () => {
  test('counts operations as steps, and marks belong to the step that follows', () => {
    const { kind, step, object } = trace([
      [0, 'down_read', 'mm'],
      [0, 'fault_enter', 'bo-1'],
    ]).at(1);
    expect({ kind: kind.name, step, object }).toMatchObject({ kind: 'fault_enter', step: 1 });
  });

  test('may only speak of kinds and places that exist', () => {
    expect(() => trace([[0, 'dma_resv_grab']])).toThrow('dma_resv_grab is no kind of event');
    expect(() => trace([[0, 'up_read', 'mm-7']])).toThrow('nothing in memory is called mm-7');
  });

  test('is judged by one law', async () => {
    const leak = call({ reply: 0x2 }, [['ttm_mem_io_lock', 'man-vram', { a: 1 }]]);
    const violation = await broken('io-lock-balanced', leak);
    expect(violation).toMatchObject({ invariant: 'io-lock-balanced', task: 0, step: 2 });
  });
});
