import { describe, expect, test } from 'vitest';
import { entries, loadTools, namedSubject } from '../../catalog.ts';
import { FAULT_FLAG_RETRY_NOWAIT } from '../../impl/kernel/mm-flags.ts';
import { Simulation } from '../../impl/simulation.ts';
import { roundRobin } from '../../scheduler/strategies/round-robin.ts';
import type { Litmus } from '../worlds/litmus-world.ts';
import { settle } from '../worlds/settle.ts';
import { Attempt } from './attempt.ts';
import { Facts } from './facts.ts';
import { beginFacts } from './facts-at-boot.ts';
import { digestOf, FACTS_LEFT_OUT, LEFT_OUT } from './facts-digest.ts';
import { Oracle } from './oracle.ts';

const tools = await loadTools();
const subject = (await namedSubject('v5.5'))!;
const world = settle((await entries<Litmus>('worlds')).get('eviction')!.world);

function booted(): Facts {
  const facts = new Facts();
  beginFacts(facts, world, subject.profile);
  facts.chart.begin(subject.profile);
  return facts;
}

/** Changes a field to something that it was not. */
function change(holder: Record<string, unknown>, field: string): void {
  const value = holder[field];
  if (typeof value === 'number') holder[field] = value + 3;
  else if (typeof value === 'boolean') holder[field] = !value;
  else (value as Int8Array)[0]! += 1;
}

const asRecord = (holder: object): Record<string, unknown> => holder as Record<string, unknown>;
const fieldsOf = (holder: object): string[] => Object.keys(holder);

describe('the digest of what laws may ask', () => {
  const inAttempt = fieldsOf(new Attempt()).filter((field) => !LEFT_OUT.some((it) => it === field));
  test.each(inAttempt)('tells %s of an attempt', (field) => {
    const facts = booted();
    // Who must not wait is asked whether it did.
    facts.attempts[0]!.flags = FAULT_FLAG_RETRY_NOWAIT;
    const before = digestOf(facts, 0);
    change(asRecord(facts.attempts[0]!), field);
    expect(digestOf(facts, 0)).not.toBe(before);
  });

  const PARTS = ['objects', 'attempts', 'chart', 'pteTask', 'pteProt'];
  const plain = fieldsOf(new Facts())
    .filter((field) => !(field in FACTS_LEFT_OUT))
    .filter((field) => !PARTS.includes(field));
  test.each(plain)('tells %s', (field) => {
    const facts = booted();
    const before = digestOf(facts, 0);
    change(asRecord(facts), field);
    expect(digestOf(facts, 0)).not.toBe(before);
  });

  test('tells who mapped a page that is mapped', () => {
    const facts = booted();
    const before = digestOf(facts, 0);
    facts.pteTask[0] = 1;
    expect(digestOf(facts, 0)).toBe(before);
    facts.pteProt[0] = 1;
    const mapped = digestOf(facts, 0);
    // Somebody before the run, who is to blame for nothing.
    facts.pteTask[0] = -1;
    expect(new Set([before, mapped, digestOf(facts, 0)]).size).toBe(3);
  });

  test.each(['placement', 'generation', 'moving', 'moveFence', 'table', 'imported'])(
    'tells %s of an object',
    (field) => {
      const facts = booted();
      const before = digestOf(facts, 0);
      change(asRecord(facts.objects[0]!), field);
      expect(digestOf(facts, 0)).not.toBe(before);
    },
  );

  test('tells where the chart stands', () => {
    const facts = booted();
    const before = digestOf(facts, 0);
    facts.chart.follow(0, 'fault_enter_retry');
    expect(digestOf(facts, 0)).not.toBe(before);
  });

  test('says why it leaves something out, and leaves out nothing that is not there', () => {
    for (const [field, reason] of Object.entries(FACTS_LEFT_OUT)) {
      expect(new Facts()).toHaveProperty(field);
      expect(reason).not.toBe('');
    }
    for (const field of LEFT_OUT) expect(field in new Attempt()).toBe(true);
  });
});

describe('a copy', () => {
  test.each(fieldsOf(new Attempt()))('of an attempt has its %s', (field) => {
    const [from, into] = [new Attempt(), new Attempt()];
    change(asRecord(from), field);
    into.copy(from);
    expect(asRecord(into)[field]).toEqual(asRecord(from)[field]);
  });

  /** What whoever copies sets himself, or what belongs to one oracle alone. */
  const OWN = ['isBack', 'attempt'];
  test.each(fieldsOf(new Facts()).filter((field) => !OWN.includes(field)))('has %s', (field) => {
    const [from, into] = [booted(), new Facts()];
    const value = asRecord(from)[field];
    if (ArrayBuffer.isView(value) || typeof value === 'number') change(asRecord(from), field);
    if (field === 'attempts') change(asRecord(from.attempts[0]!), 'retries');
    if (field === 'chart') from.chart.follow(0, 'fault_enter_retry');
    if (field === 'objects') change(asRecord(from.objects[0]!), 'generation');
    into.copy(from);
    if (field === 'chart') expect(into.chart.stateOf(0)).toBe(from.chart.stateOf(0));
    else expect(asRecord(into)[field]).toEqual(asRecord(from)[field]);
  });
});

test('an oracle goes on from where it was put away, and says the same', () => {
  const simulation = new Simulation(tools.actors);
  const { trace } = simulation.kernel;
  const execution = simulation.run(subject, world, roundRobin());
  const whole = new Oracle(tools.invariants);
  whole.begin(world, subject.profile);
  whole.follow(trace, 0);

  const oracle = new Oracle(tools.invariants);
  oracle.begin(world, subject.profile);
  const { length } = trace;
  const half = 8 * Math.floor(trace.count / 2);
  trace.length = half;
  oracle.follow(trace, 0);
  oracle.save(3);
  const between = digestOf(oracle.facts, 0);
  trace.length = length;
  for (let again = 0; again < 2; again += 1) {
    oracle.follow(trace, half);
    expect(digestOf(oracle.facts, 0)).toBe(digestOf(whole.facts, 0));
    expect(digestOf(oracle.facts, 0)).not.toBe(between);
    expect(oracle.found).toEqual(whole.found);
    oracle.restore(3);
    expect(digestOf(oracle.facts, 0)).toBe(between);
  }
  oracle.follow(trace, half);
  expect(oracle.end(trace, execution)).toEqual(whole.end(trace, execution));
});
