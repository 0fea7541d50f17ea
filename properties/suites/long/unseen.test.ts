import { describe, expect, test } from 'vitest';
import { entries } from '../../../catalog.ts';
import type { Patch } from '../../../impl/mutants/patch/patch.ts';
import { gatePatch, lawsBroken } from '../harness.ts';

const defects = await entries<Patch>('unseenDefects');
const rewrites = await entries<Patch>('unseenRewrites');

/** Defects that are refused, and the law that tells best what is wrong; others may break too. */
const REFUSED: Readonly<Record<string, string>> = {
  'bus-base-forgotten': 'right-page-mapped',
  'busy-is-sigbus': 'conforms-to-statechart',
  'c-address-stands': 'prefault-bounded',
  'c-eagain-is-nopage': 'first-error-reported',
  'c-failed-wait-is-nopage': 'first-error-reported',
  'c-fence-held-too-late': 'no-use-after-free',
  'c-frames-counted': 'right-page-mapped',
  'c-goes-on-without-mmap': 'bo-ref-held-while-waiting',
  'c-insertions-swapped': 'no-crash',
  'c-interrupted-is-retry': 'mmap-lock-matches-return',
  'c-io-reserved-unlocked': 'io-lock-same-manager',
  'c-io-unlock-early': 'conforms-to-statechart',
  'c-kernel-faults-wait': 'no-wait-under-mmap-lock',
  'c-manager-of-vram': 'io-lock-same-manager',
  'c-mmap-released-twice': 'no-vma-after-mmap-drop',
  'c-moving-peeked': 'object-state-under-reservation',
  'c-moving-read-before-notify': 'no-map-before-idle',
  'c-nopage-after-drop': 'mmap-lock-matches-return',
  'c-nowait-goes-on': 'no-map-before-idle',
  'c-offset-stands': 'right-page-mapped',
  'c-put-lost-on-signal': 'bo-refs-balanced',
  'c-wait-error-after-drop': 'reservation-matches-return',
  'c-wait-failure-forgotten': 'moving-cleared-when-idle',
  'c-wait-test-inverted': 'reservation-matches-return',
  'caching-read-before-notify': 'right-protection',
  'device-exit-after-retry': 'device-section-balanced',
  'fence-put-only-if-moved': 'fence-refs-balanced',
  'fence-put-twice': 'fence-refs-balanced',
  'hook-nomem-is-nopage': 'first-error-reported',
  'imported-unlock-lost': 'reservation-matches-return',
  'invisible-is-oom': 'first-error-reported',
  'io-lock-before-idle': 'io-lock-balanced',
  'io-lock-uninterruptible': 'waits-are-interruptible',
  'io-unlocked-twice': 'unlock-only-by-owner',
  'iomem-asked-before-reserve': 'right-page-mapped',
  'killable-for-allow-retry': 'restarts-bounded',
  'missing-page-io-locked': 'io-lock-balanced',
  'mmap-lock-retaken': 'no-vma-after-mmap-drop',
  'moving-cleared-after-unlock': 'moving-cleared-when-idle',
  'notify-unreserved': 'no-map-before-idle',
  'nowait-keeps-reservation': 'reservation-matches-return',
  'populate-errors-sorted': 'no-crash',
  'populate-interruptible': 'signal-is-no-error',
  'put-before-wait': 'bo-ref-held-while-waiting',
  'retry-with-nopage': 'documented-return',
  'tried-until-locked': 'deadlock-free',
  'unreserved-fence-wait': 'no-use-after-free',
  'vma-end-ignored': 'prefault-bounded',
  'vma-protection-changed': 'right-protection',
  'window-aligned': 'prefault-bounded',
  'write-always-allowed': 'right-protection',
};

/** Defects that the gate lets pass, and why. */
const PASSED: Readonly<Record<string, string>> = {
  'io-reserved-by-base':
    'masked: the statechart alone sees it, and B8 of v5.3 itself, earlier in each run, takes ' +
    'what the statechart says for its consequence',
};

/** Correct rewrites that are refused all the same, and by which laws. */
const FALSE_ALARMS: Readonly<Record<string, readonly string[]>> = {
  // B11 of v5.5 itself, in a world where 1 of 20,000 random schedules shows it.
  'offset-tested-first': ['always-resolves'],
};

describe('a defect on which no law was tuned', () => {
  test.each(Object.entries(REFUSED))('%s is refused by %s', async (name, law) => {
    expect(lawsBroken(await gatePatch(name, defects.get(name)!))).toContain(law);
  });

  test.each(Object.entries(PASSED))('%s passes: %s', async (name) => {
    expect(lawsBroken(await gatePatch(name, defects.get(name)!))).toEqual([]);
  });

  test('is pinned, whatever the gate says to it', () => {
    const pinned = Object.keys({ ...REFUSED, ...PASSED });
    expect(pinned.toSorted()).toEqual([...defects.keys()]);
  });
});

describe('a correct rewrite on which no law was tuned', () => {
  test.each([...rewrites])(
    '%s breaks what is pinned, which is nothing for most',
    async (name, rewrite) => {
      expect(lawsBroken(await gatePatch(name, rewrite))).toEqual(FALSE_ALARMS[name] ?? []);
    },
  );

  test('is refused by mistake only if it exists', () => {
    expect(Object.keys(FALSE_ALARMS).filter((name) => !rewrites.has(name))).toEqual([]);
  });
});
