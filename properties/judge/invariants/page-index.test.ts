import { describe, expect, test } from 'vitest';
import { nodeStart } from '../../../impl/kernel/boot.ts';
import { addressOf } from '../../../impl/kernel/memory/layout.ts';
import { page } from '../../../impl/kernel/memory/structs.ts';
import { VM_FAULT_NOPAGE } from '../../../impl/kernel/mm-flags.ts';
import { broken, call, type Line, PROFILE, WORLD } from '../testing/hand-written.ts';
import { insert, systemPage, worldWith, write } from '../testing/hand-written-lines.ts';
import { TRYLOCK, UNLOCK } from '../testing/well-behaved.ts';

const law = 'page-index-matches';

/** A call under the reservation; the first insertion is step 2. */
const doing = (...lines: Line[]) => call({ reply: VM_FAULT_NOPAGE }, [TRYLOCK, ...lines, UNLOCK]);
const indexed = (shown: number, index: number): Line =>
  write(addressOf(`bo-1.page-${shown + 1}`)! + page.offsets.index, index, 0);
const mapped = (shown: number, at = shown): Line => insert(at, { b: systemPage(shown) });

const system = worldWith({ placement: 'system' });
const START = nodeStart(0);

describe(law, () => {
  test('is broken by an index that forgets where the object begins', async () => {
    const lines = [indexed(0, START), mapped(0), indexed(1, 1), mapped(1)];
    expect(await broken(law, doing(...lines), { world: system })).toMatchObject({
      step: 3,
      found: 'page 1 of the vma has index 0x1 instead of 0x100001',
    });
  });

  test('is broken by an index that nobody has written', async () => {
    const violation = await broken(law, doing(mapped(0)), { world: system });
    expect(violation).toMatchObject({
      found: 'page 0 of the vma has index 0x0 instead of 0x100000',
    });
  });

  test('is broken by an index that is written too late', async () => {
    const lines = doing(mapped(0), indexed(0, START));
    expect(await broken(law, lines, { world: system })).toMatchObject({ step: 2 });
  });

  test('counts from the start of the object, not of the vma', async () => {
    const world = { ...system, vmas: [{ ...WORLD.vmas[0]!, offset: 1, pages: 2 }] };
    const right = doing(indexed(1, START + 1), mapped(1, 0));
    expect(await broken(law, right, { world })).toBeUndefined();
    const wrong = doing(indexed(1, START), mapped(1, 0));
    expect(await broken(law, wrong, { world })).toMatchObject({ step: 2 });
  });

  test('is kept by the right index, whoever wrote it', async () => {
    const lines = doing(indexed(0, START), mapped(0));
    expect(await broken(law, lines, { world: system })).toBeUndefined();
    const again = [...lines, ...doing(mapped(0))];
    expect(await broken(law, again, { world: system })).toBeUndefined();
  });

  test('asks nothing of io memory, of another page, and of kernels since v5.14', async () => {
    expect(await broken(law, doing(insert(0)))).toBeUndefined();
    const other = doing(mapped(1, 0));
    expect(await broken(law, other, { world: system })).toBeUndefined();
    const profile = { ...PROFILE, vmas: 'pfnmap' as const };
    expect(await broken(law, doing(mapped(0)), { world: system, profile })).toBeUndefined();
  });
});
