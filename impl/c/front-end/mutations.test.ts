import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mutated, mutationsOf, OPERATORS } from './mutations.ts';

/** A function with this body. */
const withBody = (body: string): string =>
  `static int f(struct bo *bo, int flags)\n{\n${body}\n}\n`;

/** What becomes of the body, by operator. */
function changesOf(body: string): [operator: string, body: string][] {
  const text = withBody(body);
  return mutationsOf(text, () => true).map((mutation) => [
    mutation.operator,
    mutated(text, mutation)
      .slice(withBody('').length - 3)
      .slice(0, -3),
  ]);
}

describe('a mutation', () => {
  test.each([
    ['lock(bo);', 'call dropped', ';'],
    ['(void)wait(bo);', 'call dropped', ';'],
    ['lock(bo);', 'call doubled', '{ lock(bo); lock(bo); }'],
    ['get(bo); drop(bo);', 'statements swapped', 'drop(bo); get(bo);'],
    ['flags = 7;', 'assignment dropped', ';'],
    ['if (flags) put(bo);', 'condition negated', 'if (!(flags)) put(bo);'],
    ['while (flags) put(bo);', 'condition negated', 'while (!(flags)) put(bo);'],
    ['return bo && flags;', 'operand dropped', 'return bo;'],
    ['return bo && flags;', 'operand dropped', 'return flags;'],
    ['return USER | WRITE;', 'flag dropped', 'return WRITE;'],
    ['return flags < 4;', 'comparison changed', 'return flags <= 4;'],
    ['return flags == 4;', 'comparison changed', 'return flags != 4;'],
    ['return flags + 4;', 'arithmetic changed', 'return flags - 4;'],
    ['return flags + 4;', 'number changed', 'return flags + 5;'],
    ['return VM_FAULT_OOM;', 'result exchanged', 'return VM_FAULT_SIGBUS;'],
    ['wait(bo, true);', 'result exchanged', 'wait(bo, false);'],
    ['if (flags) return 1; put(bo);', 'way out dropped', 'if (flags) ; put(bo);'],
    ['for (;;) break;', 'way out dropped', 'for (;;) ;'],
  ])('of `%s`: %s', (body, operator, after) => {
    expect(changesOf(body)).toContainEqual([operator, after]);
  });

  test('changes nothing but its own place, and says where that is', () => {
    const text = withBody('\tget(bo);\n\tif (flags & 1)\n\t\treturn 2;');
    const all = mutationsOf(text, () => true);
    expect(all.length).toBeGreaterThan(6);
    for (const mutation of all) {
      const { start, end, before, line } = mutation;
      expect(text.slice(start, end)).toBe(before);
      expect(text.slice(0, start).split('\n')).toHaveLength(line);
      expect(mutated(text, mutation)).not.toBe(text);
    }
  });
});

test('what only says something is left as it is', () => {
  expect(changesOf('pr_err("x"); WARN_ON(flags == 2); lockdep_assert_held(bo);')).toEqual([]);
});

test('only the functions that are wanted are changed', () => {
  const text = `${withBody('put(bo);')}${withBody('get(bo);').replace(' f(', ' g(')}`;
  const names = mutationsOf(text, (name) => name === 'g').map((one) => one.function);
  expect(new Set(names)).toEqual(new Set(['g']));
});

test('there is no operator without a change in a file of helpers', () => {
  const file = new URL('../subjects/v5.11.c', import.meta.url);
  const found = new Set(mutationsOf(readFileSync(file, 'utf8'), () => true).map((m) => m.operator));
  expect(OPERATORS.filter((operator) => !found.has(operator))).toEqual([]);
});
