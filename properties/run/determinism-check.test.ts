import { expect, test } from 'vitest';
import { UnusableSubject } from '../../impl/subject.ts';
import { check, gate } from '../executor.ts';
import { options, subject, tools } from '../suites/harness.ts';
import { TWICE_EVERY } from './determinism-check.ts';

const v55 = await subject('v5.5');
const everything = { name: 'everything', world: tools.worlds.get('everything')!.world };

test('a subject that does the same again, however wrong it is, is judged', () => {
  const crashing: typeof v55 = {
    ...v55,
    name: 'crashing',
    // biome-ignore lint/correctness/useYield: it does not come so far
    *fault() {
      throw new Error('always');
    },
  };
  const { violations } = check(crashing, tools, options({ runs: 100 }));
  expect(violations.map(({ invariant }) => invariant)).toContain('no-crash');
});

test('one of many runs is made twice, on both sides of a gate', () => {
  let calls = 0;
  const turned: typeof v55 = {
    ...v55,
    name: 'turned',
    *fault(vmf) {
      calls += 1;
      const ret = yield* v55.fault(vmf);
      if (calls % 2 === 1) yield* v55.fault(vmf);
      return ret;
    },
  };
  const few = options({ runs: TWICE_EVERY, world: everything });
  expect(() => check(turned, tools, few)).toThrow(UnusableSubject);
  expect(() => gate(v55, turned, tools, few)).toThrow(/^turned is not deterministic: fault-\d did/);
});
