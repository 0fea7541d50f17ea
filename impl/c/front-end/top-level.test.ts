import { describe, expect, test } from 'vitest';
import { operationsIn } from './operations.ts';
import { nodesIn, syntaxOf } from './syntax.ts';
import { topLevel } from './top-level.ts';

const found = (text: string): string[] =>
  topLevel(text).map(({ kind, names }) => `${kind} ${names.join(' ')}`.trimEnd());

describe('what a file defines is found', () => {
  test.each([
    ['a name with underscores', 'static int __map(void)\n{\n\treturn 1;\n}', ['function __map']],
    ['an annotation', 'static int __init up(void)\n{\n\treturn 1;\n}', ['function up']],
    [
      'attributes',
      '__attribute__((noinline)) static bool __must_check is(struct a *a) { return a; }',
      ['function is'],
    ],
    [
      'parameters as they once were',
      'int old(a, b)\n\tint a; char b;\n{ return a; }',
      ['function old'],
    ],
    [
      'a macro that defines a function',
      'HANDLER(one, int, x)\n{\n\treturn x;\n}\nint two(void) { return 2; }',
      ['function HANDLER one int x', 'function two'],
    ],
    ['several declarators', 'int (*hook)(void) = f, many[3], *p;', ['declaration hook many p']],
    [
      'types',
      'typedef int (*fn)(int);\nenum e { A, B = 2 };',
      ['declaration fn', 'declaration e A B'],
    ],
    [
      'guards and cleanups',
      `static int f(struct x *x)
{
	guard(mutex)(&x->lock);
	char *p __free(kfree) = NULL;

	scoped_guard(spinlock, &x->other) {
		return ({ int a = sizeof(struct x); a; });
	}
	list_for_each_entry(x, &list, link)
		put(container_of(x, struct y, x));
	return 0;
}
EXPORT_SYMBOL_GPL(f);
static int g;`,
      ['function f', 'declaration', 'declaration g'],
    ],
    [
      'conditions between declarations',
      '#ifdef A\n#define X 1\nint a;\n#else\nint f(void) { return X; }\n#endif',
      ['directive', 'directive X', 'declaration a', 'directive', 'function f', 'directive'],
    ],
  ])('with %s', (_what, text, names) => {
    expect(found(text)).toEqual(names);
  });
});

test('the operations of a file are those of its structs', () => {
  const text = `static const struct other x = { .fault = no };
static const struct vm_operations_struct gem_ops = {
	.open = gem_open, .fault = gem_fault,
	.page_mkwrite = &gem_mkwrite,
};
struct vm_operations_struct plain = { .close = gem_close };
`;
  const operations = operationsIn(text).map(({ name, members }) => [name, ...members]);
  expect(operations).toEqual([
    ['gem_ops', ['open', 'gem_open'], ['fault', 'gem_fault'], ['page_mkwrite', 'gem_mkwrite']],
    ['plain', ['close', 'gem_close']],
  ]);
});

test('a tree says where everything stands', () => {
  const text = 'int f(int a)\n{\n\tif (a > 1)\n\t\treturn g(a);\n\treturn 0;\n}\n';
  const [branch] = nodesIn(syntaxOf(text), 'if_statement');
  const { condition } = branch!.roles;
  expect({ line: branch!.line, text: text.slice(condition!.start, condition!.end) }).toEqual({
    line: 3,
    text: '(a > 1)',
  });
  expect(nodesIn(syntaxOf(text), 'call_expression', 'return_statement')).toHaveLength(3);
});
