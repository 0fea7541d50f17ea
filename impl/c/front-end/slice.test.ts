import { describe, expect, test } from 'vitest';
import { slice } from './slice.ts';

const FILE = `#include "x.h"
#define ONE 1
#define TWO \\
	(ONE + ONE)
#define THREE 3

struct unused { int a; };
struct used { int b; } /* } */;
enum color { RED, GREEN = TWO };

static struct used first = (struct used) { 1 };
static int table[] = { RED, 1 };
static DEFINE_MUTEX(lock);
static const char *text = "unused_too() { table";

int unused(void)
{
	return table[0]; /* } */
}

static int helper(struct used *it)
{
	return it->unused + '}' + THREE + first.b;
}

__attribute__((noinline)) static int handler(void)
{
	struct used it = { "}" };

	take(&lock);
	return helper(&it) + GREEN;
}
EXPORT_SYMBOL(handler);
`;

const kept = (functions: string[]): string[] =>
  slice(FILE, functions)
    .split('\n')
    .filter((line) => line.trim() !== '');

describe('a slice', () => {
  test('has what is mentioned, again and again, and nothing else', () => {
    const text = kept(['handler']).join('\n');
    for (const line of ['#define TWO \\', '\t(ONE + ONE)', '#define ONE 1', 'struct used {']) {
      expect(text).toContain(line);
    }
    for (const line of [
      'enum color',
      'DEFINE_MUTEX(lock);',
      'static int helper',
      'THREE 3',
      '{ 1 };',
    ]) {
      expect(text).toContain(line);
    }
    expect(text).not.toMatch(/struct unused|int unused|table|EXPORT_SYMBOL|text/);
  });

  test('keeps each line at its number', () => {
    const lines = FILE.split('\n');
    slice(FILE, ['handler'])
      .split('\n')
      .forEach((line, at) => {
        if (line.trim() !== '') expect(lines[at]).toContain(line.trim());
      });
    expect(slice(FILE, ['handler']).split('\n')).toHaveLength(lines.length);
  });

  test('keeps headers and conditions', () => {
    expect(kept([])).toEqual(['#include "x.h"']);
    expect(slice('#ifdef A\nint f(void) { return 0; }\n#endif\n', [])).toBe('#ifdef A\n\n#endif\n');
  });

  test('does not take what never ends', () => {
    expect(slice('int f(void) { return', ['f'])).toBe('');
    expect(slice('int g(void) { return', [])).toBe('');
  });
});
