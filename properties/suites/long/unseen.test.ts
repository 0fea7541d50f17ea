import { describe, expect, test } from 'vitest';
import { patches } from '../../../catalog.ts';
import { gatePatch, lawsBroken } from '../harness.ts';

const defects = patches('heldDefects');
const rewrites = patches('heldRewrites');

/** Defects that are refused, and the law that tells best what is wrong; others may break too. */
const REFUSED: Readonly<Record<string, string>> = {
  'bus-base-forgotten': 'right-page-mapped',
  'c-address-stands': 'prefault-bounded',
  'c-eagain-is-nopage': 'first-error-reported',
  'c-failed-wait-is-nopage': 'first-error-reported',
  'c-fence-held-too-late': 'no-use-after-free',
  'c-fence-taken-over': 'moving-cleared-when-idle',
  'c-frames-counted': 'right-page-mapped',
  'c-goes-on-without-mmap': 'bo-ref-held-while-waiting',
  'c-index-of-fault': 'page-index-matches',
  'c-interrupted-is-retry': 'mmap-lock-matches-return',
  'c-io-lock-answer-ignored': 'unlock-only-by-owner',
  'c-io-reserved-unlocked': 'io-lock-same-manager',
  'c-kernel-faults-wait': 'no-wait-under-mmap-lock',
  'c-manager-of-vram': 'io-lock-same-manager',
  'c-mmap-released-twice': 'no-vma-after-mmap-drop',
  'c-moving-peeked': 'object-state-under-reservation',
  'c-moving-read-before-notify': 'no-map-before-idle',
  'c-nopage-after-drop': 'mmap-lock-matches-return',
  'c-nowait-goes-on': 'no-map-before-idle',
  'c-offset-stands': 'right-page-mapped',
  'c-placement-copied': 'no-crash',
  'c-put-lost-on-signal': 'bo-refs-balanced',
  'c-vma-instead-of-copy': 'right-protection',
  'c-wait-error-after-drop': 'reservation-matches-return',
  'c-wait-failure-forgotten': 'moving-cleared-when-idle',
  'c-wait-test-inverted': 'reservation-matches-return',
  'device-exit-after-retry': 'device-section-balanced',
  'device-left-through-object': 'bo-ref-held-while-waiting',
  'fence-of-now-put': 'fence-refs-balanced',
  'fence-put-only-if-moved': 'fence-refs-balanced',
  'fence-put-twice': 'fence-refs-balanced',
  'hook-nomem-is-nopage': 'first-error-reported',
  'imported-unlock-lost': 'reservation-matches-return',
  'invisible-is-oom': 'first-error-reported',
  'io-lock-before-idle': 'io-lock-balanced',
  'io-lock-skipped-when-reserved': 'io-lock-same-manager',
  'io-lock-uninterruptible': 'waits-are-interruptible',
  'io-unlocked-twice': 'unlock-only-by-owner',
  'iomem-asked-before-reserve': 'right-page-mapped',
  'killable-for-allow-retry': 'restarts-bounded',
  'missing-page-io-locked': 'io-lock-balanced',
  'mmap-lock-retaken': 'no-vma-after-mmap-drop',
  'moving-cleared-after-unlock': 'moving-cleared-when-idle',
  'notify-unreserved': 'populates-own-table',
  'nowait-keeps-reservation': 'reservation-matches-return',
  'populate-errors-sorted': 'no-crash',
  'put-before-wait': 'bo-ref-held-while-waiting',
  'read-faults-map-readonly': 'always-resolves',
  'retry-with-nopage': 'documented-return',
  'tried-until-locked': 'deadlock-free',
  'unreserved-fence-wait': 'no-use-after-free',
  'vma-end-ignored': 'prefault-bounded',
  'vma-protection-changed': 'right-protection',
  'window-aligned': 'prefault-bounded',
  'write-always-allowed': 'right-protection',
};

/** Defects that the gate lets pass, and why. */
const PASSED: Readonly<Record<string, string>> = {};

/** Correct rewrites that are refused all the same, and by which laws. */
const FALSE_ALARMS: Readonly<Record<string, readonly string[]>> = {};

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
