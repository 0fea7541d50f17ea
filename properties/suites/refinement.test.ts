import { describe, expect, test } from 'vitest';
import type { World } from '../../impl/kernel/world.ts';
import { replay } from '../../scheduler/strategies/replay.ts';
import { gate } from '../executor.ts';
import { options, subject, tools } from './harness.ts';
import { kinds, refined, sessionsOf } from './refined.ts';
import { type Edit, edited } from './testing/edited.ts';

describe('what versions can do and their forerunners cannot, and the reverse', () => {
  test('v5.6 sleeps for the reservation, where v5.5 lets the access fault again', async () => {
    const { refinement } = await refined('v5.6', 'v5.5');
    const found = kinds(refinement.differences);
    expect(found).toContain('candidate: fault waits for resv');
    expect(found).toContain('baseline: fault returns VM_FAULT_NOPAGE');
    const [sleeps] = refinement.differences;
    expect(sleeps).toMatchObject({
      world: 'contended-without-retry',
      shows: ['waits for resv-1', 'locks resv-1'],
    });
    expect(sleeps!.instead).toContainEqual({
      task: 'fault-2',
      shows: ['returns VM_FAULT_NOPAGE', 'unlocks mm'],
    });
  });
});

describe('a witness', () => {
  test('replays on either side, and is alike up to where it parts', async () => {
    const sessions = sessionsOf(await subject('v5.6'), await subject('v5.5'));
    const { refinement } = await refined('v5.6', 'v5.5');
    expect(refinement.differences.length).toBeGreaterThan(4);
    for (const { witness } of refinement.differences) {
      for (const [side, name] of (['candidate', 'baseline'] as const).entries()) {
        const { schedule, parts, differs } = witness[name];
        const { execution } = sessions[side]!.judge(witness.world, replay(schedule));
        expect(execution.outcome.kind).not.toBe('diverged');
        expect(differs).toBeGreaterThanOrEqual(parts);
        expect(execution.steps).toBeGreaterThanOrEqual(differs);
      }
    }
  });
});

/** What a patched driver imports, as it stands in the driver. */
const OBJECTS = "'../kernel/ttm-bo.ts'";

/** Changes that break no law, and that the outside sees. */
const LAWFUL: Readonly<Record<string, Edit>> = {
  'candidate: fault gets bo': {
    of: 'v5.5',
    file: 'impl/drivers/ttm-default.ts',
    // Holds a reference of its own while it gives the reservation back.
    edits: [
      [
        'import type { vm_fault }',
        `import { ttm_bo_get, ttm_bo_put } from ${OBJECTS};
import type { vm_fault }`,
      ],
      [
        '      yield dma_resv_unlock(bo.base.resv!);',
        `      yield ttm_bo_get(bo);
      yield dma_resv_unlock(bo.base.resv!);
      yield ttm_bo_put(bo);`,
      ],
    ],
  },
  'candidate: fault returns VM_FAULT_SIGBUS': {
    of: 'v5.5',
    // Reports SIGBUS where there is no memory for the pages.
    edits: [
      [
        '        ret = VM_FAULT_OOM;\n        break out_io_unlock;\n      }\n    }',
        '        ret = VM_FAULT_SIGBUS;\n        break out_io_unlock;\n      }\n    }',
      ],
    ],
  },
};

const oneFault = tools.worlds.get('one-fault')!.world;
/** In which of them one sees it. */
const WORLDS: Readonly<Record<string, World>> = {
  'candidate: fault gets bo': oneFault,
  'candidate: fault returns VM_FAULT_SIGBUS': {
    ...oneFault,
    failures: [{ task: 0, primitive: 'ttm_tt_populate', call: 0, error: 'ENOMEM' }],
  },
};

describe('a change that keeps every law', () => {
  test.each(Object.entries(LAWFUL))('%s', async (kind, patch) => {
    const candidate = await edited(patch, 'lawful');
    const world = { name: 'one-fault', world: WORLDS[kind]! };
    const judged = async (refine: boolean) =>
      gate(candidate, await subject(patch.of), tools, options({ runs: 50, world, refine }));
    const report = await judged(false);
    expect(report.regressions).toEqual([]);
    expect(report.safe).toBe(true);
    expect(kinds(report.refinement!.differences)).toContain(kind);
    expect(await judged(true)).toMatchObject({ safe: false, refinement: { demanded: true } });
  });
});
