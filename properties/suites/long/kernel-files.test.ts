import { describe, expect, test } from 'vitest';
import { subjectOfC } from '../../../impl/c/subject.ts';
import { check } from '../../check.ts';
import { gate } from '../../gate.ts';
import { options, tools } from '../harness.ts';

/** The kernel's own file of Debian's kernels, as `.ci/kernel-files` puts it there. */
const fileOf = (version: string): string =>
  new URL(`../../../reports/out/kernel/${version}/ttm_bo_vm.c`, import.meta.url).pathname;

describe('ttm_bo_vm.c of a real kernel, unmodified', () => {
  test.each(['6.1', '6.12'])('%s breaks exactly the laws of domain.md §6 B5', async (version) => {
    const subject = await subjectOfC(fileOf(version));
    expect(subject.profile).toEqual({
      retry: 'many',
      lockOrder: 'mmap-first',
      ioLock: false,
      populateNull: 'EINVAL',
    });
    const { violations } = check(subject, tools, options());
    expect(violations.map(({ invariant }) => invariant).sort()).toEqual([
      'first-error-reported',
      'prefault-error-swallowed',
    ]);
  });

  test('6.12 is a safe refactor of 6.1', async () => {
    const [candidate, baseline] = [
      await subjectOfC(fileOf('6.12')),
      await subjectOfC(fileOf('6.1')),
    ];
    const report = gate(candidate, baseline, tools, options({ runs: 6000 }));
    expect(report).toMatchObject({ safe: true, regressions: [] });
  });
});
