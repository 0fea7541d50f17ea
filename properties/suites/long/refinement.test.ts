import { describe, expect, test } from 'vitest';
import { patches } from '../../../catalog.ts';
import { fresh, kinds, refined } from '../refined.ts';

describe('what versions can do and their forerunners cannot, and the reverse', () => {
  test('the posted patch leaves without the io unlock of v5.3 (B1)', async () => {
    const { refinement } = await refined('rfc', 'v5.3');
    expect(kinds(refinement.differences)).toContain('baseline: fault unlocks io_reserve');
    const { witness } = refinement.differences.find(
      ({ only, kind }) => only === 'baseline' && kind === 'fault unlocks io_reserve',
    )!;
    expect(witness.world.failures).toContainEqual(
      expect.objectContaining({ primitive: 'ttm_mem_io_reserve' }),
    );
    expect(witness.world.environment).toEqual([]);
    const lines = ({ trace }: { trace: readonly { text: string }[] }) =>
      trace.map(({ text }) => text);
    expect(lines(witness.baseline).join('\n')).toContain('ttm_mem_io_unlock(');
    expect(lines(witness.candidate).join('\n')).not.toContain('ttm_mem_io_unlock(');
  });

  test('the patch as merged unlocks (B1), and maps more than two pages (B3)', async () => {
    const { refinement } = await refined('v5.5', 'rfc');
    const found = kinds(refinement.differences);
    expect(found).toContain('candidate: fault unlocks io_reserve');
    expect(found).toContain('candidate: fault maps a page');
    expect(found).toContain('baseline: fault returns VM_FAULT_SIGBUS');
  });
});

/** Mutants whose laws no litmus world breaks: they need a call that fails, or other worlds. */
const BEYOND = {
  'errno-returned': 'candidate: fault returns',
  'first-error-swallowed': 'candidate: fault returns VM_FAULT_NOPAGE',
  'refusal-is-nopage': 'candidate: fault returns VM_FAULT_NOPAGE',
  'offset-check-missing': 'candidate: fault maps a page',
  // The device can never be unplugged.
  'device-section-left-open': 'baseline: unplug unmaps bo',
  'offset-without-pgoff': 'candidate: fault maps a page',
};
const mutants = patches('mutants');

describe('mutants that litmus worlds do not tell from their original are told by runs', () => {
  test.each(Object.entries(BEYOND))('%s: %s', async (name, kind) => {
    const { refinement, compared } = await refined(name, mutants.get(name)!.of);
    expect(kinds(refinement.differences)).toContain(kind);
    const whole = compared.exhausted.map(({ world }) => world);
    expect(refinement.differences.map(({ world }) => world)).not.toContainEqual(
      expect.toSatisfy((world) => whole.includes(world)),
    );
  });
});

describe('a comparison', () => {
  test('is the same every time', async () => {
    const text = ({ refinement }: Awaited<ReturnType<typeof fresh>>) => JSON.stringify(refinement);
    expect(text(await fresh('v5.6', 'v5.5'))).toBe(text(await refined('v5.6', 'v5.5')));
  });
});
