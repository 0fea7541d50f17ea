import { describe, expect, test } from 'vitest';
import { TAPE_WORDS } from '../../scheduler/explore/taped.ts';
import { boot } from './boot.ts';
import { EAGAIN, EINVAL, EIO, ENOMEM, ERESTARTSYS } from './errno.ts';
import { Kernel } from './kernel.ts';
import { LAYOUT } from './memory/layout.ts';
import { Oops } from './memory/memory.ts';
import { Recorder } from './memory/recorder.ts';
import { ttm_tt } from './memory/structs.ts';
import { systemPfn } from './pfn.ts';
import { send_signal } from './signal.ts';
import { failing, type Sketch, V5_10, worldOf } from './testing/sketch.ts';
import { type Stage, stage } from './testing/stage.ts';
import { TTM_PAGE_FLAG_SG, TTM_TT_FLAG_EXTERNAL_MAPPABLE } from './ttm-flags.ts';
import { ttm_tt_populate, unpopulatePages } from './ttm-tt.ts';

/** domain.md §2.6. */

const CTX = { interruptible: false, no_wait_gpu: false };
const system: Sketch = { objects: [{ placement: 'system' }] };
const pfns = ({ tt }: Stage): (number | undefined)[] =>
  [0, 1, 2, 3].map((index) => tt().pages.at(index)?.pfn);
const ALL = [0, 1, 2].map((index) => systemPfn(0, 0, index));

describe('ttm_tt_populate', () => {
  test('gives the object as many pages as it has', () => {
    const scene = stage(system);
    expect(scene.tt().populated).toBe(0);
    expect(pfns(scene)).toEqual([undefined, undefined, undefined, undefined]);
    expect(scene.perform(ttm_tt_populate(scene.tt(), CTX))).toBe(0);
    expect(scene.tt().populated).toBe(1);
    expect(pfns(scene)).toEqual([...ALL, undefined]);
  });

  test('does nothing for an object that has its pages, and so cannot fail', () => {
    const populated: Sketch = { objects: [{ placement: 'tt', ttm: 'populated' }] };
    for (const error of ['ENOMEM', 'MISSING_PAGE'] as const) {
      const scene = stage({ ...populated, ...failing('ttm_tt_populate', error) });
      expect(pfns(scene)).toEqual([...ALL, undefined]);
      expect(scene.perform(ttm_tt_populate(scene.tt(), CTX))).toBe(0);
      expect(pfns(scene)).toEqual([...ALL, undefined]);
    }
  });

  test.each([
    ['ENOMEM', -ENOMEM],
    ['EIO', -EIO],
  ] as const)('can fail with -%s, and has then done nothing', (error, errno) => {
    const scene = stage({ ...system, ...failing('ttm_tt_populate', error) });
    expect(scene.perform(ttm_tt_populate(scene.tt(), CTX))).toBe(errno);
    expect(pfns(scene)).toEqual([undefined, undefined, undefined, undefined]);
    expect(scene.perform(ttm_tt_populate(scene.tt(), CTX), 1)).toBe(0);
  });

  test.each([1, 2] as const)('is interrupted by signal %i, if it may be', (signal) => {
    const { perform, tt } = stage({ ...system, faults: [{}, {}] });
    perform(send_signal(0, signal));
    const interruptible = { ...CTX, interruptible: true };
    expect(perform(ttm_tt_populate(tt(), interruptible))).toBe(-ERESTARTSYS);
    expect(tt().populated).toBe(0);
    expect(perform(ttm_tt_populate(tt(), CTX))).toBe(0);
    // There is nothing left to do for which it would have to sleep.
    expect(perform(ttm_tt_populate(tt(), interruptible))).toBe(0);
  });

  test('is interrupted by a signal of its own task only', () => {
    const { perform, tt } = stage({ ...system, faults: [{}, {}] });
    perform(send_signal(0, 1));
    expect(perform(ttm_tt_populate(tt(), { ...CTX, interruptible: true }), 1)).toBe(0);
  });

  test('sends only who may be interrupted away to come again', () => {
    const { perform, tt } = stage({ ...system, ...failing('ttm_tt_populate', 'EAGAIN') });
    expect(perform(ttm_tt_populate(tt(), { ...CTX, interruptible: true }))).toBe(-EAGAIN);
    expect(tt().populated).toBe(0);
    expect(perform(ttm_tt_populate(tt(), CTX))).toBe(0);
    expect(tt().populated).toBe(1);
  });

  test.each([true, false])('looks for one only if it may be (%s)', (interruptible) => {
    const recorder = new Recorder();
    const kernel = new Kernel(recorder);
    boot(kernel, worldOf(system), V5_10);
    const populate = ttm_tt_populate(ttm_tt.at(kernel, LAYOUT.tts[0]!), { ...CTX, interruptible });
    recorder.tape = [];
    populate.kind.perform(kernel, 0, populate);
    const words = recorder.tape.filter((_, at) => at % TAPE_WORDS === 1);
    expect(words.includes(LAYOUT.signals >> 2)).toBe(interruptible);
  });

  test('can succeed with the last page missing, which stays so', () => {
    const scene = stage({ ...system, ...failing('ttm_tt_populate', 'MISSING_PAGE', 1) });
    expect(scene.perform(ttm_tt_populate(scene.tt(), CTX))).toBe(0);
    expect(pfns(scene)).toEqual([...ALL.slice(0, 2), undefined, undefined]);
    scene.perform(ttm_tt_populate(scene.tt(), CTX));
    expect(pfns(scene)).toEqual([...ALL.slice(0, 2), undefined, undefined]);
  });

  test('gives pages again that were swapped out', () => {
    const scene = stage(system);
    scene.perform(ttm_tt_populate(scene.tt(), CTX));
    unpopulatePages(scene.bo());
    expect(pfns(scene)).toEqual([undefined, undefined, undefined, undefined]);
    scene.perform(ttm_tt_populate(scene.tt(), CTX));
    expect(pfns(scene)).toEqual([...ALL, undefined]);
  });

  test('follows a pointer that is NULL up to v5.9, and says -EINVAL later', () => {
    const { perform } = stage(system);
    expect(() => perform(ttm_tt_populate(null, CTX))).toThrow(Oops);
    expect(stage(system, V5_10).perform(ttm_tt_populate(null, CTX))).toBe(-EINVAL);
  });
});

test('an object has a table unless it has none, and is imported by its table', () => {
  expect(stage({ objects: [{ ttm: 'absent' }] }).bo().ttm).toBe(null);
  const { bo, tt } = stage({ objects: [{ imported: true }] });
  expect(bo().ttm).toBe(tt());
  expect(tt().page_flags).not.toBe(0);
  expect(stage().tt().page_flags).toBe(0);
});

test.each([
  ['an ordinary one where no kernel speaks of it', {}, 0],
  ['an ordinary one where imports are refused', { imports: 'refused' }, 0],
  [
    'EXTERNAL and mappable from v5.16 on',
    { imports: 'mappable' },
    TTM_PAGE_FLAG_SG | TTM_TT_FLAG_EXTERNAL_MAPPABLE,
  ],
] as const)("a table of the driver's own pages is %s", (_, change, flags) => {
  const { bo, tt } = stage({ objects: [{ imported: 'mappable' }] }, { ...V5_10, ...change });
  expect(tt().page_flags).toBe(flags);
  expect(bo().base.import_attach).toBe(0);
});
