import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { entries } from '../../../catalog.ts';
import { subjectOfC } from '../../../impl/c/subject.ts';
import { ERESTARTSYS } from '../../../impl/kernel/errno.ts';
import { VM_FAULT_NOPAGE } from '../../../impl/kernel/mm-flags.ts';
import type { CheckReport } from '../../answers/check-report.ts';
import { check, gate } from '../../executor.ts';
import { exploreWorld } from '../../explore/exploration.ts';
import { Session } from '../../run/session.ts';
import { type Litmus, world } from '../../worlds/litmus-world.ts';
import { options, tools } from '../harness.ts';

const KERNELS = new URL('../../../reports/out/kernel/', import.meta.url);

/** A file of Debian's kernels, as `.ci/kernel-files` puts it there. */
function fileOf(version: string, name: string): string {
  const url = new URL(`${version}/${name}`, KERNELS);
  if (existsSync(url)) return url.pathname;
  throw new Error(
    `reports/out/kernel/${version}/${name} is missing: run \`bash .ci/kernel-files\``,
  );
}

/** A thread touches an object that has no pages yet, and gets a signal. */
const SIGNALED = world({
  environment: [{ actor: 'signal', target: 0, variant: 'non-fatal' }],
});

/** Kernels of the stable suites, and newer ones where `.ci/kernel-files` could reach them. */
const STABLE = ['6.1', '6.12'];
const NEWER = (existsSync(KERNELS) ? readdirSync(KERNELS) : []).filter(
  (name) => /^\d+\.\d+$/.test(name) && !STABLE.includes(name),
);
const VERSIONS = [...STABLE, ...NEWER];

/** The laws that `ttm_bo_vm.c` itself breaks, under whatever handler: domain.md §6 B5. */
const B5 = ['first-error-reported', 'prefault-error-swallowed'];

interface Handler {
  readonly fault: string;
  readonly mkwrite?: true;
  /** What it breaks by itself. */
  readonly own: readonly string[];
}

/** The handlers of drivers in a version. */
const handlersOf = (version: string): readonly (readonly [file: string, its: Handler])[] => [
  ['amdgpu_gem.c', { fault: 'amdgpu_gem_fault', own: [] }],
  ['radeon_gem.c', { fault: 'radeon_gem_fault', own: [] }],
  // Row B13 of domain.md §6.
  ['nouveau_gem.c', { fault: 'nouveau_ttm_fault', own: ['bo-ref-held-while-waiting'] }],
  ['vmwgfx_page_dirty.c', { fault: 'vmw_bo_vm_fault', mkwrite: true, own: [] }],
  // Row B14, and what §5.3 says of errors that pass.
  ['i915_gem_ttm.c', { fault: 'vm_fault_ttm', own: ['bo-ref-held-while-waiting', ...PASSING] }],
  ...(version === '6.1' ? [] : [['xe_bo.c', xeOf(version)] as const]),
];
/** Errors that pass become SIGBUS. */
const PASSING = ['conforms-to-statechart', 'error-has-cause', 'signal-is-no-error'];
/** The handler of xe was written anew for v6.18. */
const xeOf = (version: string): Handler => ({
  fault: version === '6.12' ? 'xe_gem_fault' : 'xe_bo_cpu_fault',
  own: [],
});

describe('ttm_bo_vm.c of a real kernel, unmodified', () => {
  test.each(VERSIONS)('%s breaks exactly the laws of domain.md §6 B5', async (version) => {
    const subject = await subjectOfC(fileOf(version, 'ttm_bo_vm.c'));
    expect(subject.profile).toEqual({
      retry: 'many',
      lockOrder: 'mmap-first',
      ioLock: false,
      populateNull: 'EINVAL',
      vmas: 'pfnmap',
      imports: 'mappable',
      ...(version === '6.1' ? {} : { populate: 'interruptible' }),
    });
    const { violations } = check(subject, tools, options());
    expect(violations.map(({ invariant }) => invariant).sort()).toEqual(B5);
  });

  test.each(VERSIONS)('%s keeps every law in every litmus world but one', async (version) => {
    const subject = await subjectOfC(fileOf(version, 'ttm_bo_vm.c'));
    for (const [name, { world }] of await entries<Litmus>('worlds')) {
      // More than a million steps.
      if (name === 'everything') continue;
      const { all, broken } = exploreWorld(subject, world, { tools, stop: () => false });
      expect({ name, all, broken: [...broken.keys()] }).toEqual({ name, all: true, broken: [] });
    }
  });

  test('6.12 is interrupted while it populates, and maps once the signal was handled', async () => {
    const subject = await subjectOfC(fileOf('6.12', 'ttm_bo_vm.c'));
    const session = new Session(subject, tools);
    // After the access has trapped, the signal comes first.
    const { violations } = session.judgeRun({ world: SIGNALED, preemptions: [{ at: 1, to: 0 }] });
    const replies = (name: string): number[] =>
      session.trace
        .events()
        .filter(({ kind }) => kind.name === name)
        .map(({ reply }) => reply);
    expect(replies('ttm_tt_populate')).toEqual([-ERESTARTSYS, 0]);
    expect(replies('fault_return')).toEqual([VM_FAULT_NOPAGE, VM_FAULT_NOPAGE]);
    expect(replies('user_access')).toEqual([0, 0, 1]);
    expect(violations).toEqual([]);
  });

  test.each(VERSIONS.slice(1).map((version, before) => [version, VERSIONS[before]!]))(
    '%s is a safe refactor of %s',
    async (version, before) => {
      const [candidate, baseline] = [
        await subjectOfC(fileOf(version, 'ttm_bo_vm.c')),
        await subjectOfC(fileOf(before, 'ttm_bo_vm.c')),
      ];
      const report = gate(candidate, baseline, tools, options({ runs: 6000 }));
      expect(report).toMatchObject({ safe: true, regressions: [] });
    },
  );
});

describe.each(VERSIONS)("drivers' own handlers of %s, unmodified", (version) => {
  test.each(handlersOf(version))('%s', async (file, { fault, mkwrite = false, own }) => {
    const [helpers, path] = [fileOf(version, 'ttm_bo_vm.c'), fileOf(version, file)];
    const subject = await subjectOfC(helpers, {}, { path });
    const name = `${helpers}+${path}:${fault}`;
    expect(subject).toMatchObject({ name, handlesMkwrite: mkwrite });
    const report = check(subject, tools, options(), await subjectOfC(helpers));
    const lawsOf = (findings: CheckReport['violations'] = []): string[] =>
      findings.map(({ invariant }) => invariant).sort();
    expect(lawsOf(report.violations)).toEqual([...own].sort());
    expect(lawsOf(report.inherited)).toEqual(B5);
  });

  test.each(['qxl_ttm.c', 'drm_gem_ttm_helper.c', 'drm_gem_vram_helper.c'])(
    "%s is told that the handler is TTM's own",
    async (file) => {
      const [helpers, path] = [fileOf(version, 'ttm_bo_vm.c'), fileOf(version, file)];
      await expect(subjectOfC(helpers, {}, { path })).rejects.toThrow(
        "TTM's own is used (ttm_bo_vm_fault), so check ttm_bo_vm.c without --handler",
      );
    },
  );
});
