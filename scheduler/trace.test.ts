import { describe, expect, test } from 'vitest';
import { defineMark } from './event.ts';
import { roundRobin } from './strategies/round-robin.ts';
import * as toys from './toys.ts';
import { EVENT_WORDS, Trace } from './trace.ts';

const NOTED = defineMark('trace_test_noted', ['int', 'int', 'int'], 'int');

describe('a trace', () => {
  test('decodes an event as it was written', () => {
    const trace = new Trace();
    trace.step = 5;
    trace.mark(NOTED, 2, 77, -1, 0x7fffffff, 3, -11);
    expect(trace.at(0)).toEqual({
      kind: NOTED,
      task: 2,
      object: 77,
      a: -1,
      b: 0x7fffffff,
      c: 3,
      reply: -11,
      step: 5,
      waited: false,
    });
  });

  test('grows beyond its first memory without losing an event', () => {
    const trace = new Trace();
    const events = trace.words.length / EVENT_WORDS + 1;
    for (let index = 0; index < events; index += 1) trace.mark(NOTED, 0, index);
    expect(trace.count).toBe(events);
    expect(trace.events().map(({ object }) => object)).toEqual([...new Array(events).keys()]);
  });

  test('keeps the choices of a run that outgrows their first memory', () => {
    const toy = toys.steppers([400, 400]);
    toys.play(toy, roundRobin());
    const { choices, step } = toy.machine.trace;
    expect(step).toBe(800);
    expect(choices.slice(0, 799).every((mask) => mask === 0b11)).toBe(true);
    expect(choices[799]).toBe(0b10);
  });

  test('forgets its events when it is cleared, and keeps its memory', () => {
    const trace = new Trace();
    trace.mark(NOTED, 0);
    const { words } = trace;
    trace.clear();
    expect(trace.count).toBe(0);
    expect(trace.step).toBe(0);
    expect(trace.words).toBe(words);
  });

  test('is not changed through its copy, nor by the next run', () => {
    const toy = toys.lostUpdate();
    toys.play(toy, roundRobin());
    const copy = toy.machine.trace.copy();
    const before = toy.machine.trace.events();
    toy.machine.trace.clear();
    toys.play(toy, { begin() {}, next: (enabled) => 31 - Math.clz32(enabled) });
    expect(copy.events()).toEqual(before);
    expect(copy.step).toBe(4);
    expect([...copy.choices]).toEqual([0b11, 0b11, 0b11, 0b10]);
    expect(toy.machine.trace.events()).not.toEqual(before);
  });

  test('can be appended to after it was copied while empty', () => {
    const copy = new Trace().copy();
    for (let index = 0; index < 3; index += 1) copy.mark(NOTED, index);
    expect(copy.events().map(({ task }) => task)).toEqual([0, 1, 2]);
  });

  test('has no event outside of its range', () => {
    expect(() => new Trace().at(0)).toThrow('event 0 of a trace of 0');
    expect(() => new Trace().at(-1)).toThrow(RangeError);
  });
});
