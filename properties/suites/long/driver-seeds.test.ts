import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { subjectOfText } from '../../../impl/c/subject.ts';
import { check } from '../../executor.ts';
import { options, tools } from '../harness.ts';

/**
 * Defects that drivers' handlers had or could have, and rewrites that change nothing, each put into
 * the handlers of Debian's 6.12 by a few characters: the kernel's text is read where
 * `.ci/kernel-files` puts it, and no part of it stands here.
 */

const KERNEL = new URL('../../../reports/out/kernel/6.12/', import.meta.url);

function textOf(name: string): string {
  const url = new URL(name, KERNEL);
  if (existsSync(url)) return readFileSync(url, 'utf8');
  throw new Error(`reports/out/kernel/6.12/${name} is missing: run \`bash .ci/kernel-files\``);
}

/** What the kernel's own handlers break by themselves: domain.md §5.3. */
const DRIVERS = {
  'amdgpu_gem.c': { handler: 'amdgpu_gem_fault', own: [] },
  'radeon_gem.c': { handler: 'radeon_gem_fault', own: [] },
  'nouveau_gem.c': { handler: 'nouveau_ttm_fault', own: ['bo-ref-held-while-waiting'] },
  'vmwgfx_page_dirty.c': { handler: 'vmw_bo_vm_fault', own: [] },
  'i915_gem_ttm.c': {
    handler: 'vm_fault_ttm',
    own: [
      ...['bo-ref-held-while-waiting', 'conforms-to-statechart', 'error-has-cause'],
      'signal-is-no-error',
    ],
  },
  'xe_bo.c': { handler: 'xe_gem_fault', own: [] },
} as const;
type DriverFile = keyof typeof DRIVERS;

/** What `ttm_bo_vm.c` breaks under any of them: domain.md §6 B5. */
const B5 = ['first-error-reported', 'prefault-error-swallowed'];

/** A change of a handler's text. */
interface Seed {
  readonly was: RegExp;
  readonly becomes: string;
  /** One of these laws breaks; none for what changes nothing. */
  readonly breaks: readonly string[];
}

const RETRY_DROPPED = /(ret == VM_FAULT_RETRY) &&\s*(!\(vmf->flags & FAULT_FLAG_RETRY_NOWAIT\))/;
const LAST_UNLOCK = /(dma_resv_unlock\((?:bo|tbo)->base\.resv\);)(?![\s\S]*dma_resv_unlock)/;
const RESERVED = /(ret = ttm_bo_vm_reserve\([^;]*;)/;

const DEFECTS: Readonly<Record<string, Seed>> = {
  'forgets that RETRY_NOWAIT keeps the locks': {
    was: RETRY_DROPPED,
    becomes: '$1',
    breaks: ['reservation-matches-return'],
  },
  'unlocks although RETRY has dropped the lock': {
    was: RETRY_DROPPED,
    becomes: '$1 && $2 && 0',
    breaks: ['no-unlock-after-retry', 'unlock-only-by-owner', 'reservation-released-once'],
  },
  'keeps the reservation': {
    was: LAST_UNLOCK,
    becomes: '',
    breaks: ['reservation-matches-return', 'deadlock-free'],
  },
  'gives the reservation back twice': {
    was: LAST_UNLOCK,
    becomes: '$1 $1',
    breaks: ['unlock-only-by-owner', 'reservation-released-once', 'no-unlock-after-retry'],
  },
  'goes on without the reservation': {
    was: RESERVED,
    becomes: '$1 ret = 0;',
    breaks: [
      ...['object-state-under-reservation', 'unlock-only-by-owner', 'no-unlock-after-retry'],
      'reservation-released-once',
    ],
  },
  'looks at the object after RETRY': {
    was: RETRY_DROPPED,
    becomes: '$1 && $2 && ({ (void)READ_ONCE(vmf->vma->vm_private_data); 1; })',
    breaks: ['no-vma-after-mmap-drop'],
  },
};

const REWRITES: Readonly<Record<string, Seed>> = {
  'asks in another order': { was: RETRY_DROPPED, becomes: '$2 && $1', breaks: [] },
  'says something before it reserves': {
    was: RESERVED,
    becomes: 'pr_debug("%lx\\n", vmf->address); $1',
    breaks: [],
  },
  'yields before it reserves': { was: RESERVED, becomes: 'cond_resched(); $1', breaks: [] },
};

/** The handler's function alone is changed: a file has others that look alike. */
function seeded(text: string, handler: string, { was, becomes }: Seed): string {
  const start = text.search(
    new RegExp(`^static vm_fault_t ${handler}\\(|^vm_fault_t ${handler}\\(`, 'm'),
  );
  const end = text.indexOf('\n}\n', start);
  const body = text.slice(start, end);
  expect(body).toMatch(was);
  return text.slice(0, start) + body.replace(was, becomes) + text.slice(end);
}

/** The laws that a seeded handler breaks, and those that break as a consequence. */
async function brokenBy(file: DriverFile, seed: Seed) {
  const { handler } = DRIVERS[file];
  const text = seeded(textOf(file), handler, seed);
  const helpers = textOf('ttm_bo_vm.c');
  const subject = await subjectOfText('ttm_bo_vm.c', helpers, {}, { path: file, text });
  const { violations } = check(subject, tools, options({ runs: 1200 }));
  return {
    first: violations.map(({ invariant }) => invariant),
    also: violations.flatMap(({ consequences }) => consequences.map((one) => one.invariant)),
  };
}

const FILES = Object.keys(DRIVERS) as DriverFile[];

describe.each(FILES)('%s', (file) => {
  test.each(Object.entries(DEFECTS))('is refused when it %s', async (_what, seed) => {
    const { first, also } = await brokenBy(file, seed);
    expect([...first, ...also].filter((law) => seed.breaks.includes(law))).not.toEqual([]);
  });

  test.each(Object.entries(REWRITES))('is judged as before when it %s', async (_what, seed) => {
    const known: readonly string[] = [...DRIVERS[file].own, ...B5];
    const { first } = await brokenBy(file, seed);
    expect(first.filter((law) => !known.includes(law))).toEqual([]);
  });
});
