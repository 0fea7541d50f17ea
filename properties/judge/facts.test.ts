import { describe, expect, test } from 'vitest';
import { entries, loadTools, namedSubject } from '../../catalog.ts';
import { Simulation } from '../../impl/simulation.ts';
import { roundRobin } from '../../scheduler/strategies/round-robin.ts';
import type { Litmus } from '../worlds/litmus-world.ts';
import { settle } from '../worlds/settle.ts';
import { ATTEMPTS, endTrap, enterHandler, leaveHandler } from './attempt.ts';
import { FactTable } from './fact-table.ts';
import { type Facts, type LawFacts, newFacts, OBJECT_FACTS, SHARED_FACTS } from './facts.ts';
import { beginFacts } from './facts-at-boot.ts';
import { Oracle } from './oracle.ts';

const tools = await loadTools();
const subject = (await namedSubject('v5.5'))!;
const world = settle((await entries<Litmus>('worlds')).get('eviction')!.world);

function booted(): Facts {
  const facts = newFacts();
  beginFacts(facts, world, subject.profile);
  return facts;
}

const everyWord = (facts: Facts): number[] => [
  ...facts.shared,
  ...facts.attempts.flatMap(({ words }) => [...words]),
];

/** Every fact is something that it never is. */
function spoilt(): Facts {
  const facts = booted();
  facts.shared.fill(77);
  for (const { words } of facts.attempts) words.fill(77);
  return facts;
}

/** The facts of an attempt that are what they were first, after this has ended some of them. */
function setBackBy(end: (attempt: ReturnType<typeof ATTEMPTS.create>) => void): string[] {
  const attempt = ATTEMPTS.create();
  attempt.words.fill(77);
  end(attempt);
  const first = ATTEMPTS.create().words;
  return Object.entries(ATTEMPTS.specs).flatMap(([name, spec]) => {
    const at = ATTEMPTS.offsets.get(name as keyof typeof ATTEMPTS.specs)!;
    const length = 'length' in spec ? spec.length : 1;
    const back = attempt.words.slice(at, at + length).every((word, i) => word === first[at + i]);
    return back ? [name] : [];
  });
}

const until = (...ends: readonly string[]): string[] =>
  Object.entries(ATTEMPTS.specs)
    .filter(([, spec]) => 'until' in spec && ends.includes(spec.until))
    .map(([name]) => name);

describe('a fact is set back when it ends', () => {
  test('by the begin of a run: every one', () => {
    const facts = spoilt();
    beginFacts(facts, world, subject.profile);
    expect(everyWord(facts)).toEqual(everyWord(booted()));
  });

  test('by a call of the handler: what its last call has left', () => {
    const back = setBackBy(enterHandler);
    expect(back.sort()).toEqual(until('fault_return', 'fault_enter').sort());
    expect(back).toEqual(expect.arrayContaining(['insertsTried', 'fenceRefs', 'again', 'busy']));
  });

  test('by the return of the handler: all but what the next call begins with', () => {
    const back = setBackBy(leaveHandler);
    expect(back.sort()).toEqual(until('fault_return').sort());
    expect(back).toContain('inHandler');
    expect(back).not.toContain('again');
  });

  test('by the end of the access: all but what its task holds, and where the chart stands', () => {
    const back = setBackBy(endTrap);
    const lasts = Object.keys(ATTEMPTS.specs).filter((name) => !back.includes(name));
    expect(lasts.sort()).toEqual([
      'chartState',
      'mmapReads',
      'spinlocks',
      'vmCallBo',
      'vmCallRefs',
    ]);
  });

  test('and one whose end nobody sets back would be noticed', () => {
    const table = new FactTable({
      one: { first: 4, until: 'fault_return' },
      forgotten: { first: 5, until: 'moved' },
    } as const);
    const facts = table.create();
    facts.one = 1;
    facts.forgotten = 1;
    table.end(facts.words, 'fault_return');
    expect(facts.one).toBe(4);
    expect(facts.forgotten).toBe(1);
    expect(new Set(until('fault_return', 'fault_enter', 'trap_end')).size).toBe(
      Object.values(ATTEMPTS.specs).filter((spec) => 'until' in spec).length,
    );
  });
});

/** Does not compile once laws can ask for the attempts of all tasks. */
type OthersAreHidden = 'attempts' extends keyof LawFacts ? never : 'hidden';

test('a law sees no attempt but that of the task that acts', () => {
  const others: OthersAreHidden = 'hidden';
  expect(others).toBe('hidden');
});

/** Every single word of every fact that a run has. */
const WORDS = [
  ...[...SHARED_FACTS.offsets].map(([name, at]) => ({ name, at, of: SHARED_FACTS, where: 0 })),
  ...[...OBJECT_FACTS.offsets].map(([name, at]) => ({ name, at, of: OBJECT_FACTS, where: 1 })),
  ...[...ATTEMPTS.offsets].map(([name, at]) => ({ name, at, of: ATTEMPTS, where: 2 })),
];
const wordsOf = (facts: Facts, where: number): Int32Array =>
  [facts.words, facts.objects[0]!.words, facts.attempts[0]!.words][where]!;

describe('laws tell apart', () => {
  /** The words of a fact's table as laws tell them apart. */
  const settled = (facts: Facts, { of, where }: Pick<(typeof WORDS)[number], 'of' | 'where'>) => {
    const words = wordsOf(facts, where).slice();
    of.settle(words);
    return words;
  };

  test.each(WORDS)('whatever $name is, unless it only goes into messages', (word) => {
    const facts = booted();
    const before = settled(facts, word);
    wordsOf(facts, word.where)[word.at]! += 1;
    const spec = (word.of.specs as Record<string, object>)[word.name]!;
    const differs = settled(facts, word).join() !== before.join();
    expect(differs).toBe(!('onlyTold' in spec));
  });

  test('not which task has mapped a page, nor how often it has waited', () => {
    const facts = booted();
    const told = () => [
      settled(facts, { of: SHARED_FACTS, where: 0 }),
      settled(facts, { of: ATTEMPTS, where: 2 }),
    ];
    facts.pteTask[0] = 0;
    facts.attempts[0]!.waits = 1;
    const before = told();
    facts.pteTask[0] = 1;
    facts.attempts[0]!.waits = 2;
    expect(told()).toEqual(before);
  });
});

test('an oracle goes on from facts that it is given, and says the same', () => {
  const simulation = new Simulation(tools.actors);
  const { trace } = simulation.kernel;
  const execution = simulation.run(subject, world, roundRobin());
  const whole = new Oracle(tools.invariants);
  whole.begin(world, subject.profile);
  whole.follow(trace, 0);

  const oracle = new Oracle(tools.invariants);
  const { facts } = oracle;
  oracle.begin(world, subject.profile);
  const { length } = trace;
  const half = 8 * Math.floor(trace.count / 2);
  trace.length = half;
  oracle.follow(trace, 0);
  expect(oracle.found).toEqual([]);
  const shared = facts.shared.slice();
  const attempts = facts.attempts.map(({ words }) => words.slice());
  trace.length = length;
  for (let again = 0; again < 2; again += 1) {
    oracle.follow(trace, half);
    expect(everyWord(facts)).toEqual(everyWord(whole.facts));
    expect(oracle.found).toEqual(whole.found);
    expect(everyWord(facts)).not.toEqual([...shared, ...attempts.flatMap((words) => [...words])]);
    facts.shared.set(shared);
    for (const [task, words] of attempts.entries()) facts.attempts[task]!.words.set(words);
    oracle.goOn(new Uint8Array(tools.invariants.size));
  }
  oracle.follow(trace, half);
  expect(oracle.end(trace, execution)).toEqual(whole.end(trace, execution));
});
