import { expect, test } from 'vitest';
import { textOf } from '../../source.ts';
import { countedPairs } from './counted.ts';
import { programOf } from './program.ts';

const HEADER = `struct zephyr { int awake; struct { int users; } clock; int locked, seen; };
#define zephyr_wake(z) ((z)->awake++)
#define zephyr_sleep(z) ((z)->awake--)
static inline void zephyr_clock_on(struct zephyr *z) { z->clock.users++; }
static inline void zephyr_clock_off(struct zephyr *z)
{
	z->clock.users--;
}
#define mutex_lock(m) ((m)->locked++)
#define mutex_unlock(m) ((m)->locked--)
#define zephyr_note(z) ((z)->seen++)
#define zephyr_other(z, y) ((y)->seen--)
`;
const headers = new Map([['zephyr.h', HEADER]]);

test('what one counts up and another counts down is a pair', () => {
  expect(countedPairs({ path: 'zephyr_gem.c', text: '', headers })).toEqual({
    awake: { takes: { zephyr_wake: {} }, gives: { zephyr_sleep: 0 } },
    'clock.users': { takes: { zephyr_clock_on: {} }, gives: { zephyr_clock_off: 0 } },
    locked: { takes: { mutex_lock: {} }, gives: { mutex_unlock: 0 } },
  });
});

test("the pair counts instead of the stand-ins, and the kernel's own instead of both", () => {
  const text = `#include "zephyr.h"
static vm_fault_t zephyr_fault(struct vm_fault *vmf) { zephyr_wake(&it); return 0; }
static const struct vm_operations_struct zephyr_vm_ops = { .fault = zephyr_fault };
`;
  const helpers = {
    path: 'v5.11.c',
    text: textOf('impl/c/subjects/v5.11.c'),
    headers: new Map<string, string>(),
  };
  const driver = { file: { path: 'zephyr_gem.c', text, headers } };
  const program = programOf({ helpers, driver, build: {} });
  expect(Object.keys(program.pairs!)).toEqual(['awake', 'clock.users']);
  const left = program.driver!.headers.get('zephyr.h')!;
  expect(left).toContain('zephyr_note');
  for (const name of ['zephyr_wake', 'mutex_unlock', 'zephyr_clock_off']) {
    expect(left).not.toContain(name);
  }
});
