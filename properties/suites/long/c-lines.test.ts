import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { subjectOfText } from '../../../impl/c/subject.ts';
import { textOf } from '../../../impl/source.ts';
import type { Subject } from '../../../impl/subject.ts';
import type { Finding } from '../../answers/finding.ts';
import { check, gate, replay } from '../../executor.ts';
import { world } from '../../worlds/litmus-world.ts';
import { options, subject, tools } from '../harness.ts';
import { lineIn } from '../source-lines.ts';

/** What is said about lines of a subject's source agrees with its text. */

const C = readFileSync(new URL('../../../impl/c/subjects/v5.10.c', import.meta.url), 'utf8');

/** Our own C with one change, and where in the changed text something stands. */
async function changed(was: string, becomes: string) {
  if (!C.includes(was)) throw new Error(`v5.10.c has no ${was}`);
  const text = C.replace(was, becomes);
  const mine = await subjectOfText('work/mine.c', text);
  return { mine, at: (words: string) => lineIn('mine.c', text, words) };
}

const findingOf = (mine: Subject, law: string): Finding =>
  check(mine, tools, options({ runs: 4000 })).violations.find((one) => one.invariant === law)!;

describe('a finding in C', () => {
  test('names the line that touches the vma after the mmap lock was dropped', async () => {
    const { mine, at } = await changed(
      '\t\t\tdma_fence_wait(bo->moving, true);\n',
      '\t\t\tdma_fence_wait(bo->moving, true);\n\t\t\tif (vmf->vma->vm_flags & VM_IO) /* late */\n' +
        '\t\t\t\treturn VM_FAULT_SIGBUS;\n',
    );
    const { trace, event, excerpt } = findingOf(mine, 'no-vma-after-mmap-drop');
    expect(trace[event]).toMatchObject({ event: 'read', at: at('/* late */') });
    expect(excerpt).toMatchObject({ at: at('/* late */'), exact: true });
    const marked = excerpt!.lines.find(({ line }) => excerpt!.at.endsWith(`:${line}`));
    expect(marked?.text).toBe('\t\t\tif (vmf->vma->vm_flags & VM_IO) /* late */');
  });

  test('names the line that reads the object without its reservation', async () => {
    const { mine, at } = await changed(
      '\tif (dma_resv_trylock(bo->base.resv))',
      '\tif (!bo->mem.mem_type && /* early */\n\t    dma_resv_trylock(bo->base.resv))',
    );
    const { trace, event } = findingOf(mine, 'object-state-under-reservation');
    expect(trace[event]).toMatchObject({ event: 'read', at: at('/* early */') });
  });

  test('names the line of each primitive, also of those behind the shim', async () => {
    const { mine, at } = await changed('++offset >= last', 'offset++ >= last');
    const { trace } = findingOf(mine, 'prefault-bounded');
    const placesOf = (kind: string) =>
      new Set(trace.flatMap((event) => (event.event === kind ? [event.at] : [])));
    expect(placesOf('dma_resv_trylock')).toEqual(new Set([at('if (dma_resv_trylock(')]));
    expect(placesOf('vmf_insert_mixed_prot')).toEqual(new Set([at('= vmf_insert_mixed_prot(')]));
    // An inline function of the shim, and a macro of its.
    expect(placesOf('reserved_enter')).toEqual(
      new Set([at('ret = ttm_bo_vm_fault_reserved(vmf, vma->vm_page_prot')]),
    );
    // What the core does has no line of the subject's.
    expect([...placesOf('down_read'), ...placesOf('fault_return')]).toEqual([undefined, undefined]);
  });

  test('tells calls apart that a compiler would make one, and the returns of a helper', async () => {
    const { mine, at } = await changed(
      '\tdefault:\n\t\tdma_fence_put(moving);\n\t\treturn VM_FAULT_SIGBUS;',
      '\tdefault:\n\t\tdma_fence_put(moving); /* failed */\n\t\treturn 0x10;',
    );
    const { trace } = findingOf(mine, 'documented-return');
    const failed = trace.findIndex(({ event }) => event === 'fault_reserve_notify');
    expect(trace[failed]?.at).toBe(at('switch (bdev->driver->fault_reserve_notify(bo))'));
    const put = trace.find(({ event }, index) => index > failed && event === 'dma_fence_put');
    expect(put?.at).toBe(at('/* failed */'));
    const helper = trace.find(({ event }) => event === 'reserved_return');
    const called = Number(at('ret = notify_driver(bo);').split(':')[1]);
    expect(helper?.at).toBe(`mine.c:${called + 1}`);
  });

  test('is the same when it is replayed', async () => {
    const { mine } = await changed('++offset >= last', 'offset++ >= last');
    const finding = findingOf(mine, 'prefault-bounded');
    const { profile, name } = mine;
    const file = { schema: 'faultline.counterexample/1', subject: name, profile, finding } as const;
    const again = replay(file, mine, tools);
    expect(again.verdict).toBe('reproduced');
    expect(again.finding?.trace).toEqual(finding.trace);
    expect(again.finding?.excerpt).toEqual(finding.excerpt);
  });
});

test('a finding in TypeScript names the line of the port, or of the mutant', async () => {
  const { violations } = check(await subject('rfc'), tools, options({ runs: 4000 }));
  const { trace } = violations.find(({ invariant }) => invariant === 'io-lock-balanced')!;
  const text = textOf('impl/helpers/rfc.ts');
  const taken = trace.find(({ event }) => event === 'ttm_mem_io_lock');
  expect(taken?.at).toBe(lineIn('rfc.ts', text, 'yield ttm_mem_io_lock('));

  const mutant = await subject('vma-touched-after-drop');
  const late = findingOf(mutant, 'no-vma-after-mmap-drop');
  const [{ path, text: patched }] = mutant.sources as [{ path: string; text: string }];
  const line = Number(late.trace[late.event]?.at?.split(':')[1]);
  expect(path).toContain(late.trace[late.event]?.at?.split(':')[0]);
  expect(patched.split('\n')[line - 1]).toContain('vma');
  expect(late.excerpt?.lines.find((one) => one.line === line)?.text).toBe(
    patched.split('\n')[line - 1],
  );
});

describe('coverage of C', () => {
  test('has the lines and the ways that no run in this world comes to', async () => {
    const mine = await subjectOfText('mine.c', C);
    const still = { name: 'still', world: world({}) };
    const { source } = check(mine, tools, options({ runs: 300, world: still })).coverage;
    const at = (words: string) => lineIn('mine.c', C, words);
    // Nothing moves and nobody else is there.
    expect(source?.lines.never).toEqual(
      expect.arrayContaining([at('dma_fence_is_signaled('), at('bo->moving = NULL;')]),
    );
    expect(source?.lines.never).not.toContain(at('if (!bo->moving)'));
    const from = at('if (!bo->moving)');
    expect(source?.branches.never).toContainEqual({
      at: from,
      column: expect.any(Number),
      to: at('dma_fence_is_signaled('),
    });
    expect(source?.lines.reached).toBe(source!.lines.total - source!.lines.never.length);
    expect(source?.beside).toEqual([]);
  });

  test('grows with the worlds, and leaves functions out to which no fault comes', async () => {
    const beside = 'int ttm_bo_vm_access(int len)\n{\n\treturn len > 4 ? len * 2 : len;\n}\n';
    const mine = await subjectOfText('mine.c', C + beside);
    const { source } = check(mine, tools, options({ runs: 4000 })).coverage;
    expect(source?.beside).toEqual(['ttm_bo_vm_access']);
    expect(source?.neverCalled).toEqual([]);
    // Every vma of this profile is a mixed map.
    expect(source?.lines.never).toEqual([lineIn('mine.c', C, '= vmf_insert_pfn_prot(')]);
    expect(source!.branches.reached / source!.branches.total).toBeGreaterThan(0.9);
  });

  test('of a gate is that of the candidate alone', async () => {
    const candidate = await subjectOfText('mine.c', C);
    const asked = options({ runs: 200 });
    const { coverage } = gate(candidate, await subject('v5.10'), tools, asked);
    expect(coverage.source?.lines.total).toBeGreaterThan(80);
    const { coverage: none } = gate(await subject('v5.10'), candidate, tools, asked);
    expect(none.source).toBeUndefined();
  });
});
