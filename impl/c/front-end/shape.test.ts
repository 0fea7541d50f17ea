import { expect, test } from 'vitest';
import { handlersIn } from './handler.ts';
import { handlerOf, profileOf } from './shape.ts';

test('a kernel with an io lock is seen from what asks for the memory, too', () => {
  const lock = 'ttm_mem_io_lock(man, true); ttm_mem_io_reserve_vm(bo);';
  expect(profileOf(lock).ioLock).toBe(true);
  expect(profileOf('ttm_mem_io_reserve_vm(bo);').ioLock).toBe(true);
  expect(profileOf('ttm_mem_io_reserve(bdev, mem);').ioLock).toBe(false);
});

test.each([
  ['inserts mixed', 'ret = vmf_insert_mixed(&cvma, address, pfn);', undefined],
  ['inserts mixed with a protection', 'vmf_insert_mixed_prot(vma, address, pfn, prot)', undefined],
  ['makes its vmas so', 'vma->vm_flags |= VM_MIXEDMAP; vmf_insert_pfn(vma, at, pfn);', undefined],
  ['inserts pfns alone', 'return vmf_insert_pfn_prot(vma, address, pfn, prot);', 'pfnmap'],
  [
    'only talks of it',
    '/* See vmf_insert_mixed_prot(). */ vmf_insert_pfn(vma, at, pfn);',
    'pfnmap',
  ],
])('what vmas are is seen from a file that %s', (_, text, vmas) => {
  expect(profileOf(text).vmas).toBe(vmas);
});

test.each([
  ['asks for the flag', 'if (!(flags & TTM_TT_FLAG_EXTERNAL_MAPPABLE))', 'mappable'],
  ['only talks of it', 'if (flags & EXTERNAL) /* TTM_TT_FLAG_EXTERNAL_MAPPABLE */', undefined],
  ['knows imports alone', 'if (flags & TTM_TT_FLAG_EXTERNAL)', undefined],
])('whether an import may be mapped is seen from a file that %s', (_, text, imports) => {
  expect(profileOf(text).imports).toBe(imports);
});

test.each([
  ['asks for it', 'struct ttm_operation_ctx ctx = { .interruptible = true };', 'interruptible'],
  ['only talks of it', '{ .interruptible = false /* not .interruptible = true */ }', undefined],
])('whether a signal ends populating is seen from a file that %s', (_, text, populate) => {
  expect(profileOf(text).populate).toBe(populate);
});

test('a file of another memory manager is called that, before anything of it is compiled', () => {
  const shmem =
    'static vm_fault_t drm_gem_shmem_fault(struct vm_fault *vmf) { return 0; }\n' +
    'const struct vm_operations_struct drm_gem_shmem_vm_ops = { .fault = drm_gem_shmem_fault };\n';
  expect(() => handlerOf('shmem.c', shmem)).toThrow('shmem.c: expected handlers of TTM');
  const ttm = shmem.replace('return 0;', 'return ttm_of(vmf);');
  expect(handlerOf('ttm.c', ttm)).toBe('drm_gem_shmem_fault');
});

test("a driver's handler of two arguments is refused by its own name", () => {
  const handler = (parameters: string): string =>
    `static int my_fault(${parameters}) { return ttm_bo_vm_reserve(bo, vmf); }\n` +
    'static const struct vm_operations_struct my_ops = { .fault = my_fault };\n';
  const old = handler('struct vm_area_struct *vma, struct vm_fault *vmf');
  expect(() => handlersIn('my.c', old)).toThrow(
    'my.c: expected `vm_fault_t my_fault(struct vm_fault *)`, found one that takes the vma',
  );
  expect(handlersIn('my.c', handler('struct vm_fault *vmf')).fault).toBe('my_fault');
});
