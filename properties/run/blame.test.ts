import { describe, expect, test } from 'vitest';
import { check, replay } from '../executor.ts';
import { options, subject, tools } from '../suites/harness.ts';
import { kept } from '../suites/testing/kept.ts';

/** Of a kept counterexample: what is said of it now, and the lines of its source. */
async function foundOf(name: string) {
  const { file } = kept.find((one) => one.name.includes(name))!;
  const { finding } = replay(file, await subject(file.subject), tools);
  const lineAt = new Map(finding!.lines!.map(({ at, text }) => [at, text]));
  return { finding: finding!, lineAt };
}

describe('who keeps something is to blame, not who was there when it was noticed', () => {
  test('the io lock: where it was taken, and the way out of the same helper', async () => {
    const { finding, lineAt } = await foundOf('rfc-io-lock-balanced');
    expect(lineAt.get(finding.blame!.taken)).toContain('ttm_mem_io_lock');
    expect(lineAt.get(finding.blame!.left)).toContain('ttm_mem_io_reserve_vm');
    expect(finding.excerpt).toMatchObject({ at: finding.blame!.left, exact: false });
  });

  test('a reference to a fence', async () => {
    const { finding, lineAt } = await foundOf('v5.5-fence-refs-balanced');
    expect(lineAt.get(finding.blame!.taken)).toContain('dma_fence_get');
    expect(lineAt.get(finding.blame!.left)).toContain('fault_reserve_notify');
  });

  test('a reservation that one helper hands over: where that one took it', async () => {
    const keeping = await subject('reservation-kept-on-retry');
    const { violations } = check(keeping, tools, options({ runs: 300 }));
    const { blame, lines } = violations.find(
      ({ invariant }) => invariant === 'reservation-matches-return',
    )!;
    expect(lines!.find(({ at }) => at === blame!.taken)!.text).toMatch(/dma_resv_(?:try)?lock/);
    expect(blame!.left).not.toBe(blame!.taken);
  });

  test('of a law that wants nothing back nobody keeps anything', async () => {
    const { finding } = await foundOf('v5.10-first-error-reported');
    expect(finding.blame).toBe(undefined);
  });
});
