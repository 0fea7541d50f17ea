import { describe, expect, test } from 'vitest';
import { textOf } from '../../source.ts';
import { missingIn } from '../toolchain/compiler-error.ts';
import { type Missing, missingInWords, skeleton } from './missing.ts';
import { programOf } from './program.ts';

const HELPERS = {
  path: 'v5.11.c',
  text: textOf('impl/c/subjects/v5.11.c'),
  headers: new Map<string, string>(),
};
const HEADER = `#include <drm/ttm/ttm_bo.h>
struct zephyr_bo { struct ttm_buffer_object tbo; };
void zephyr_power_up(struct zephyr_bo *bo);
extern int zephyr_bring_near(struct zephyr_bo *bo, int now);
static inline int zephyr_is_far(struct zephyr_bo *bo) { return 1; }
`;
const FILE = `#include "zephyr_bo.h"
static vm_fault_t zephyr_fault(struct vm_fault *vmf)
{
	struct zephyr_bo *bo = vmf->vma->vm_private_data;
	zephyr_wakeref_t wakeref;

	zephyr_power_up(bo);
	if (zephyr_is_far(bo) && zephyr_bring_near(bo, 1))
		return VM_FAULT_SIGBUS;
	vm_something_new(vmf, 1, ZEPHYR_FLAG);
	return 0;
}
static const struct vm_operations_struct zephyr_vm_ops = { .fault = zephyr_fault };
`;
const program = programOf({
  helpers: HELPERS,
  driver: {
    file: { path: 'z/zephyr_gem.c', text: FILE, headers: new Map([['zephyr_bo.h', HEADER]]) },
  },
  build: {},
});
// The driver's own texts are numbered behind those of the helpers.
const STDERR = [
  "user/10000:5:2: error: use of undeclared identifier 'zephyr_wakeref_t'; did you mean 'x'?",
  "user/10000:5:19: error: use of undeclared identifier 'wakeref'",
  "user/10000:10:2: error: call to undeclared function 'vm_something_new'; ISO C99 and later",
  "user/10000:10:27: error: use of undeclared identifier 'ZEPHYR_FLAG'",
  "user/10000:11:27: error: use of undeclared identifier 'ZEPHYR_FLAG'",
  "include/faultline/mm.h:11:27: error: use of undeclared identifier 'ours'",
].join('\n');

describe('what is missing to a driver', () => {
  const missing = missingIn(program, STDERR);

  test('is every name once, with its first line and its owner', () => {
    const told = missing.map(({ name, kind, line, owner }) => [name, kind, line, owner]);
    expect(told).toEqual([
      ['zephyr_wakeref_t', 'type', 5, 'driver'],
      ['vm_something_new', 'function', 10, 'kernel'],
      ['ZEPHYR_FLAG', 'name', 10, 'driver'],
      ['zephyr_power_up', 'function', 7, 'driver'],
      ['zephyr_bring_near', 'function', 8, 'driver'],
    ]);
  });

  test("is divided into the driver's own and the kernel's, in one line", () => {
    const said = missingInWords(program, missing);
    expect(said).not.toContain('\n');
    expect(said).toMatch(
      /; your driver's own: zephyr_wakeref_t \(z\/zephyr_gem\.c: line 5\), .*zephyr_gem\.stubs\.h/,
    );
    expect(said).toMatch(
      /; the kernel's, not simulated: vm_something_new \(z\/zephyr_gem\.c: line 10\);/,
    );
  });

  test('is a header to fill in', () => {
    const text = skeleton(program, missing);
    for (const line of [
      '#include "zephyr_bo.h"',
      'typedef unsigned long zephyr_wakeref_t;',
      '#define ZEPHYR_FLAG 0',
      '#define vm_something_new(a1, a2, a3) ((void)(a1), (void)(a2), (void)(a3), 0)',
      'void zephyr_power_up(struct zephyr_bo *bo)\n{\n}',
      'int zephyr_bring_near(struct zephyr_bo *bo, int now)\n{\n\treturn 0;\n}',
    ]) {
      expect(text).toContain(line);
    }
  });
});

test('a struct that is not whole and a member that is not there are told too', () => {
  const stderr = [
    "user/10000:7:2: error: incomplete definition of type 'struct drm_zephyr_thing'",
    "user/10000:8:9: error: no member named 'vm_lock' in 'struct vm_area_struct'",
  ].join('\n');
  const told = missingIn(program, stderr)
    .slice(0, 2)
    .map(({ name, owner }: Missing) => [name, owner]);
  expect(told).toEqual([
    ['struct drm_zephyr_thing', 'driver'],
    ['vm_lock', 'kernel'],
  ]);
  const words = missingInWords(program, missingIn(program, stderr));
  expect(words).toContain('struct vm_area_struct.vm_lock (z/zephyr_gem.c: line 8)');
});
