import { expect, test } from 'vitest';
import { textOf } from '../../source.ts';
import { headersBeside } from './headers.ts';
import { programOf } from './program.ts';
import { stubsName } from './stubs-name.ts';

const HELPERS = {
  path: 'v5.11.c',
  text: textOf('impl/c/subjects/v5.11.c'),
  headers: new Map<string, string>(),
};
const FILE = `#include "zephyr_bo.h"
static int zephyr_layers_below(int n)
{
	return n;
}
static int zephyr_migrate(int n)
{
	return zephyr_layers_below(n);
}
static vm_fault_t zephyr_fault(struct vm_fault *vmf)
{
	zephyr_up(1);
	return zephyr_migrate(1) ? VM_FAULT_SIGBUS : 0;
}
static const struct vm_operations_struct zephyr_vm_ops = { .fault = zephyr_fault };
`;
const under = (headers: Record<string, string>, pairs = {}) =>
  programOf({
    helpers: HELPERS,
    driver: {
      file: { path: 'z/zephyr_gem.c', text: FILE, headers: new Map(Object.entries(headers)) },
    },
    build: {},
    pairs,
  }).driver!;

test('the stubs of a file are called like it, and are found beside it', () => {
  expect(['a/zephyr_gem.c', 'HEAD~2:a/zephyr_gem.c', 'HEAD:zephyr_gem.c'].map(stubsName)).toEqual(
    Array(3).fill('zephyr_gem.stubs.h'),
  );
  const texts: Record<string, string> = {
    'zephyr_gem.stubs.h': '#include "more.h"\n',
    'more.h': 'int more;\n',
  };
  const found = headersBeside('a/zephyr_gem.c', 'int x;\n', (place) => texts[place]);
  expect([...found.keys()]).toEqual(['zephyr_gem.stubs.h', 'more.h']);
});

test("a stand-in counts instead of the file's own function, with all that it needs", () => {
  const { text } = under({
    'zephyr_gem.stubs.h': 'static int zephyr_migrate(int n) { return 0; }\n',
  });
  expect(text).toContain('return zephyr_migrate(1)');
  expect(text).not.toContain('zephyr_layers_below');
  expect(text.split('\n')).toHaveLength(FILE.split('\n').length);
  expect(under({}).text).toContain('zephyr_layers_below');
});

test('what is judged cannot be stood in for', () => {
  const stubs = 'static vm_fault_t zephyr_fault(struct vm_fault *vmf) { return 0; }\n';
  expect(() => under({ 'zephyr_gem.stubs.h': stubs })).toThrow(
    'zephyr_gem.stubs.h defines zephyr_fault, which is what is to be judged',
  );
});

test('functions of a pair are operations, whatever the texts say of them', () => {
  const pairs = { power: { takes: { zephyr_up: {} }, gives: { zephyr_down: 0 } } };
  const header = 'void zephyr_up(int n);\nvoid zephyr_down(int n);\nvoid zephyr_beside(int n);\n';
  const { headers } = under({ 'zephyr_bo.h': header }, pairs);
  expect(headers.get('zephyr_bo.h')!.trim()).toBe('void zephyr_beside(int n);');
  expect(under({ 'zephyr_bo.h': header }).headers.get('zephyr_bo.h')).toBe(header);
});
