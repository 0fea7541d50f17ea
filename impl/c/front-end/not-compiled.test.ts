import { expect, test } from 'vitest';
import { programOf } from './program.ts';

const FILE = `#include <linux/mm.h>
#ifdef CONFIG_ZEPHYR
static int room(void) { return 2; }
#else
static int room(void) { return 1; }
#endif
#ifdef CONFIG_ZEPHYR
static int nobody_calls_it(void) { return 3; }
#endif
vm_fault_t ttm_bo_vm_fault(struct vm_fault *vmf)
{
	if (room() > 1)
		return VM_FAULT_SIGBUS;
#if defined(CONFIG_ZEPHYR) && !defined(CONFIG_SWAP)
	/* A leak. */
	return VM_FAULT_OOM;
#endif
	return VM_FAULT_NOPAGE;
}
static int beside(void)
{
#ifdef CONFIG_ZEPHYR
	return 1;
#endif
	return 0;
}
`;

const left = (defines: readonly string[]) =>
  programOf({
    helpers: { path: 'drm/ttm_bo_vm.c', text: FILE, headers: new Map() },
    build: { defines },
  }).notCompiled;

test('lines of the fault path that are not compiled are known with their condition', () => {
  expect(left([])).toEqual([
    { at: 'ttm_bo_vm.c:3', condition: 'CONFIG_ZEPHYR' },
    { at: 'ttm_bo_vm.c:16', condition: 'CONFIG_ZEPHYR && !CONFIG_SWAP' },
  ]);
});

test('another build compiles others', () => {
  expect(left(['CONFIG_ZEPHYR'])).toEqual([
    { at: 'ttm_bo_vm.c:5', condition: '!CONFIG_ZEPHYR' },
    { at: 'ttm_bo_vm.c:16', condition: 'CONFIG_ZEPHYR && !CONFIG_SWAP' },
  ]);
});

test("a driver's handlers and TTM's helpers are both looked at", () => {
  const driver = {
    path: 'zephyr_gem.c',
    text: FILE.replace('ttm_bo_vm_fault', 'zephyr_fault'),
    headers: new Map(),
  };
  const helpers = {
    path: 'ttm_bo_vm.c',
    text: FILE.replace('ttm_bo_vm_fault', 'ttm_bo_vm_reserve').replaceAll('room', 'space'),
    headers: new Map(),
  };
  const { notCompiled } = programOf({ helpers, driver: { file: driver }, build: {} });
  expect(notCompiled.map(({ at }) => at)).toEqual([
    'ttm_bo_vm.c:3',
    'ttm_bo_vm.c:16',
    'zephyr_gem.c:3',
    'zephyr_gem.c:16',
  ]);
});
