import { describe, expect, expectTypeOf, it } from 'vitest';
import type { ByEvent, EventName, PrimitiveName } from '../../impl/kernel/event-names.ts';
import { MARK_NAMES, PRIMITIVE_NAMES } from '../../impl/kernel/event-names.ts';
import '../../impl/kernel/index.ts';
import { eventKinds } from '../../scheduler/event.ts';
import { isOperation } from '../../scheduler/operation.ts';
import type { Goal } from './goals.ts';
import type { Invariant } from './invariant.ts';
import type { Entries } from './ledger/entry.ts';
import type { CHART_EVENTS } from './statechart/conformance.ts';

describe('the names of events', () => {
  it('are names of primitives and marks that the simulated kernel defines', () => {
    const names = (operations: boolean): string[] =>
      eventKinds()
        .filter((kind) => isOperation(kind) === operations)
        .map(({ name }) => name);
    for (const name of PRIMITIVE_NAMES) expect(names(true)).toContain(name);
    for (const name of MARK_NAMES) expect(names(false)).toContain(name);
  });

  it('are all that anybody can listen to: a misspelt or renamed one does not compile', () => {
    expectTypeOf<'dma_resv_trylock'>().toExtend<PrimitiveName>();
    expectTypeOf<'dma_resv_trylokc'>().not.toExtend<EventName>();
    expectTypeOf<keyof Entries>().toEqualTypeOf<EventName>();
    expectTypeOf<keyof NonNullable<Invariant['on']>>().toEqualTypeOf<EventName>();
    expectTypeOf<Goal['on'][number]>().toEqualTypeOf<EventName>();
    expectTypeOf<keyof typeof CHART_EVENTS>().toEqualTypeOf<EventName>();
    expectTypeOf<keyof ByEvent<unknown>>().toEqualTypeOf<EventName>();
  });
});
