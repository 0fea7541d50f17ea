import { expect, test } from 'vitest';
import { loadTools, namedSubject } from '../catalog.ts';
import type { Invariant } from '../properties/judge/invariant.ts';
import { Session } from '../properties/run/session.ts';
import { random } from '../scheduler/strategies/random.ts';
import { WrongUsage } from './failure.ts';
import { ownLaw } from './user-entries.ts';

const shipped = await loadTools();
const subject = (await namedSubject('v5.5'))!;

/** Judges one run by this law alone. */
function judge(law: Invariant) {
  const invariants = new Map([['mine', ownLaw('laws/mine.ts', law)]]);
  const tools = { ...shipped, invariants };
  const { world } = tools.worlds.get('one-fault')!;
  return new Session(subject, tools).judge(world, random(1)).violations;
}

function fail(): never {
  throw new TypeError('oops');
}

test.each<[string, Partial<Invariant>]>([
  ['on', { on: { dma_resv_unlock: fail } }],
  ['begin', { begin: fail, on: {} }],
  ['atEnd', { atEnd: fail }],
])('what a law throws in %s is told as a fault of its file', (_part, parts) => {
  const message = 'laws/mine.ts: the law threw TypeError: oops';
  expect(() => judge({ claim: 'x', source: 'y', ...parts })).toThrow(new WrongUsage(message));
});

test('a law with a state of its own keeps it', () => {
  class Counting implements Invariant {
    readonly claim = 'x';
    readonly source = 'y';
    readonly on = { dma_resv_unlock: () => this.note() };
    count = 7;
    begin(): void {
      this.count = 0;
    }
    atEnd() {
      return { found: `unlocked ${this.count} times`, task: 0 };
    }
    note(): undefined {
      this.count += 1;
    }
  }
  expect(judge(new Counting())).toMatchObject([{ found: 'unlocked 1 times' }]);
});
