import type { Compared, Difference, Witness } from '../../properties/answers/refinement.ts';
import { leak } from './sample-findings.ts';

/** What a gate may find beside the laws, written by hand, for the tests of this room. */

const { world } = leak.shrunk;
const event = (step: number, name: string, object: string, text: string) => ({
  step,
  task: 'fault-1',
  event: name,
  object,
  args: [],
  reply: 0,
  text,
});

const witness: Witness = {
  world,
  candidate: {
    schedule: [{ task: 'fault-1', steps: 7 }],
    parts: 4,
    differs: 6,
    trace: [
      event(4, 'ttm_mem_io_reserve_vm', 'bo-1', 'ttm_mem_io_reserve_vm(bo-1) = -EINVAL'),
      event(5, 'dma_resv_unlock', 'resv-1', 'dma_resv_unlock(resv-1)'),
    ],
  },
  baseline: {
    schedule: [{ task: 'fault-1', steps: 8 }],
    parts: 4,
    differs: 6,
    trace: [
      event(4, 'ttm_mem_io_reserve_vm', 'bo-1', 'ttm_mem_io_reserve_vm(bo-1) = -EINVAL'),
      event(5, 'ttm_mem_io_unlock', 'man-vram', 'ttm_mem_io_unlock(man-vram)'),
      event(6, 'dma_resv_unlock', 'resv-1', 'dma_resv_unlock(resv-1)'),
    ],
  },
};

/** Only the candidate leaves so. */
export const withoutUnlock: Difference = {
  only: 'candidate',
  kind: 'fault returns VM_FAULT_SIGBUS',
  task: 'fault-1',
  shows: ['unlocks resv-1', 'returns VM_FAULT_SIGBUS'],
  instead: [{ task: 'fault-1', shows: ['unlocks man-vram'] }],
  places: 3,
  world: null,
  witness,
};

/** Only the baseline unlocks. */
export const aLockLess: Difference = {
  only: 'baseline',
  kind: 'fault unlocks io_reserve',
  task: 'fault-1',
  shows: ['unlocks man-vram'],
  instead: [],
  places: 1,
  world: 'one-fault',
  witness,
};

/** Where both were compared. */
export const compared: Compared = {
  exhausted: [{ world: 'one-fault', candidate: 12, baseline: 13 }],
  left: ['everything'],
  sampled: { runs: 840, same: 820, followed: 10, differ: 6, undecided: 4 },
};
