import { describe, expect, test } from 'vitest';
import { subjectOfText } from '../../impl/c/subject.ts';
import { textOf } from '../../impl/source.ts';
import { UnusableSubject } from '../../impl/subject.ts';
import { roundRobin } from '../../scheduler/strategies/round-robin.ts';
import { Session } from '../run/session.ts';
import { world } from '../worlds/litmus-world.ts';
import { tools } from './harness.ts';

const BO = '((struct ttm_buffer_object *)vmf->vma->vm_private_data)';

const handler = (body: string): string =>
  `vm_fault_t ttm_bo_vm_fault(struct vm_fault *vmf) { ${body.replaceAll('BO->', `${BO}->`).replaceAll('(BO)', BO)} }`;

async function outcomeOf(text: string) {
  const session = new Session(await subjectOfText('t.c', text), tools);
  return session.judge(world({}), roundRobin()).execution.outcome;
}

describe('C that goes astray ends the run, not the harness', () => {
  test('a loop without primitives', async () => {
    expect(await outcomeOf(handler('volatile int i = 0; for (;;) i++; return 0;'))).toEqual({
      kind: 'step-bound-exceeded',
      task: 0,
    });
  });

  test.each([
    [
      'NULL is followed',
      'struct ttm_tt *tt = NULL; return tt->populated;',
      /reads 0x4, through NULL/,
    ],
    ['freed memory is followed', 'return *(volatile int *)0x6b6b6b6b;', /through a bad pointer/],
    ['a trap', 'BUG(); return 0;', /unreachable/],
    [
      'a struct of three words is copied from NULL',
      'struct three { long a, b, c; } *at = (void *)8, copy = *at; return copy.a + copy.c;',
      /reads 0x8, through NULL/,
    ],
    [
      'three words are set at NULL',
      '__builtin_memset((void *)8, 0, 12); return 0;',
      /writes 0x8, through NULL/,
    ],
    [
      'what accesses are watched by is written to',
      'static int own = 1; for (volatile int *at = &own; ; at--) *at = -1; return 0;',
      /the C code writes 0x\w+, through a bad pointer/,
    ],
    ['NULL is given to a primitive', 'dma_resv_unlock(NULL); return 0;', /bad pointer 0x0/],
  ])('%s', async (_title, body, message) => {
    expect(await outcomeOf(handler(body))).toEqual({
      kind: 'crashed',
      task: 0,
      message: expect.stringMatching(message),
    });
  });

  test('a loop of primitives', async () => {
    const body = 'for (;;) dma_resv_trylock(BO->base.resv); return 0;';
    expect(await outcomeOf(handler(body))).toEqual({ kind: 'step-bound-exceeded', task: 0 });
  });

  test('a lock that is taken twice', async () => {
    const body =
      'dma_resv_lock(BO->base.resv, NULL); dma_resv_lock(BO->base.resv, NULL); return 0;';
    expect(await outcomeOf(handler(body))).toMatchObject({ kind: 'deadlocked' });
  });

  test('a primitive that crashes when it is performed', async () => {
    // A kernel with io locks does not look whether there is a table.
    const old = 'void old(void) { ttm_mem_io_lock(NULL, false); }\n';
    const body = 'struct ttm_operation_ctx ctx = {}; return ttm_tt_populate(NULL, &ctx);';
    expect(await outcomeOf(old + handler(body))).toEqual({
      kind: 'crashed',
      task: 0,
      message: 'Oops: bad pointer 0x0 to struct ttm_tt',
    });
  });

  test('a stack that runs over', async () => {
    const deep =
      'static int deep(int n) { volatile char room[512]; room[n & 511] = n;' +
      ' return deep(n + 1) + room[1]; }\n';
    expect(await outcomeOf(deep + handler('return deep(1);'))).toMatchObject({
      message: expect.stringMatching(/beyond its stack/),
    });
  });

  test('data of one run is not seen by the next', async () => {
    const body = 'return ++calls > 4 ? VM_FAULT_OOM : VM_FAULT_SIGBUS;';
    const counted = `static int calls;\n${handler(body)}`;
    const session = new Session(await subjectOfText('t.c', counted), tools);
    for (let run = 0; run < 8; run += 1) {
      session.judge(world({}), roundRobin());
      const returned = session.trace.events().find(({ kind }) => kind.name === 'fault_return');
      expect(returned?.reply).toBe(2);
    }
  });
});

test('what a helper is given is noted, wherever it stands among the parameters', async () => {
  const text = textOf('impl/c/subjects/v5.11.c');
  const moved = text
    .replace(
      'fault_reserved(struct vm_fault *vmf, pgprot_t prot, pgoff_t num_prefault)',
      'fault_reserved(struct ttm_buffer_object *bo, pgoff_t num_prefault, struct vm_fault *vmf, pgprot_t prot)',
    )
    .replace(
      '\tstruct ttm_buffer_object *bo = vma->vm_private_data;\n\tunsigned long address',
      '\tunsigned long address',
    )
    .replace(
      /fault_reserved\(vmf, vma->vm_page_prot,\s+TTM_BO_VM_NUM_PREFAULT\)/,
      'fault_reserved(bo, TTM_BO_VM_NUM_PREFAULT, vmf, vma->vm_page_prot)',
    );
  const entered = async (source: string) => {
    const session = new Session(await subjectOfText('t.c', source), tools);
    session.judge(world({}), roundRobin());
    const marks = session.trace.events().filter(({ kind }) => kind.name === 'reserved_enter');
    return marks.map(({ a, b }) => ({ count: a, prot: b }));
  };
  expect(moved).not.toContain('fault_reserved(vmf');
  expect(await entered(moved)).toEqual(await entered(text));
});

describe('C that cannot be judged says why', () => {
  test('as it has more data than there is room for', async () => {
    const text = `int data[27000];\n${handler('return data[vmf->pgoff];')}`;
    await expect(outcomeOf(text)).rejects.toThrow(UnusableSubject);
  });

  test('as a run of it comes to a call of what nothing simulates, at its line', async () => {
    const text = handler(
      'dma_resv_trylock(BO->base.resv);\n\nttm_bo_unmap_virtual(BO);\nreturn 0;',
    );
    const error = await outcomeOf(text).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnusableSubject);
    expect((error as Error).message).toMatch(/^t\.c:3: ttm_bo_unmap_virtual\(\) is called/);
    expect((error as Error).message).toContain('#define ttm_bo_unmap_virtual');
  });

  test('but not for a call that no run comes to', async () => {
    const text = handler('if (vmf->flags >> 30) ttm_bo_unmap_virtual(BO); return 2;');
    expect(await outcomeOf(text)).toEqual({ kind: 'completed' });
  });

  test('and a header of its own may stand in for it', async () => {
    const text = `#define ttm_bo_unmap_virtual(bo) ((void)(bo))\n${handler('ttm_bo_unmap_virtual(BO); return 2;')}`;
    expect(await outcomeOf(text)).toEqual({ kind: 'completed' });
  });

  test.each([
    ['int x;', 'expected a function ttm_bo_vm_fault'],
    [handler('return ttm_bo_unknown(vmf);'), "the kernel's, not simulated: ttm_bo_unknown ("],
    [handler('own_one(vmf); return own_two(vmf);'), ', own_two ('],
    [handler('own_one(vmf); return own_two(vmf);'), 'own_one ('],
    [
      handler('return vmf->vma->vm_lock;'),
      "the kernel's, not simulated: struct vm_area_struct.vm_lock (",
    ],
    [`\n\n${handler('return 1 +;')}`, 't.c: line 3:'],
    [`char large[1 << 20];\n${handler('return large[vmf->pgoff];')}`, 'initial memory too small'],
  ])('%s', async (text, message) => {
    const error = await subjectOfText('t.c', text).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnusableSubject);
    expect((error as Error).message).toContain(message);
  });
});
