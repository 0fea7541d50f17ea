import { describe, expect, test } from 'vitest';
import type { Finding } from '../answers/finding.ts';
import { gate } from '../executor.ts';
import { options, subject, tools } from './harness.ts';
import { type Edit, edited } from './testing/edited.ts';

const rows = (findings: readonly Finding[]): string[] =>
  findings.map(({ invariant, known }) => `${known?.row} ${invariant}`).sort();

describe('the gate tells what a refactor breaks, inherits and mends', () => {
  test('the posted patch is not safe: it forgets the io lock where v5.3 did not', async () => {
    const sides = [await subject('rfc'), await subject('v5.3')] as const;
    const report = gate(...sides, tools, options({ runs: 8000 }));
    expect(report.safe).toBe(false);
    expect(rows(report.regressions)).toEqual(['B1 io-lock-balanced']);
    expect(rows(report.inherited)).toEqual([
      'B11 always-resolves',
      'B2 fence-refs-balanced',
      'B21 no-crash',
      'B3 prefault-complete',
      'B4 prefault-error-swallowed',
      'B7 io-lock-same-manager',
    ]);
    expect(rows(report.fixed)).toEqual(['B8 object-state-under-reservation']);
    expect(report.regressions[0]!.shrunk).toMatchObject({ faults: 1, tasks: 1, switches: 0 });
    expect(report.regressions[0]!.consequences.map(({ invariant }) => invariant)).toEqual([
      'conforms-to-statechart',
    ]);
  });

  test('the same program is asked once, and the answer is that of two equal ones', async () => {
    const world = { name: 'notify-moves', world: tools.worlds.get('notify-moves')!.world };
    const asked = options({ runs: 500, world });
    const one = await subject('v5.5');
    const twice = gate(one, await subject('v5.5'), tools, asked);
    expect(gate(one, one, tools, asked)).toEqual(twice);
    expect(twice.inherited.length).toBeGreaterThan(0);
  });

  const hidden = {
    prefaults: ['prefault-complete', 'rfc'],
    fence: ['fence-refs-balanced', 'v5.5'],
  };
  const patches: Record<keyof typeof hidden, Edit> = {
    // rfc stops after the second page; this one after the first, if it is to be written.
    prefaults: {
      of: 'rfc',
      // Maps one page less when it is written.
      edits: [
        [
          'if (ret === VM_FAULT_NOPAGE && i > 0) break;',
          'if (ret === VM_FAULT_NOPAGE && (i > 0 || vmf.flags & 1)) break;',
        ],
      ],
    },
    // v5.5 leaks the fence when the hook fails; this one when the hook moves the object, too.
    fence: {
      of: 'v5.5',
      // Keeps the reference to a fence that the hook has replaced.
      edits: [
        [
          '    yield dma_fence_put(moving);',
          '    if (bo.moving === moving) yield dma_fence_put(moving);',
        ],
      ],
    },
  };

  test.each(['prefaults', 'fence'] as const)(
    'a defect of the baseline does not hide another one of the same law: %s',
    async (name) => {
      const [law, baseline] = hidden[name];
      const candidate = await edited(patches[name], name);
      const report = gate(candidate, await subject(baseline!), tools, options({ runs: 3000 }));
      expect(report.regressions.map(({ invariant }) => invariant)).toEqual([law]);
      expect(report.inherited.map(({ invariant }) => invariant)).toContain(law);
    },
  );
});
