import { describe, expect, test } from 'vitest';
import { entries } from '../../catalog.ts';
import type { World } from '../../impl/kernel/world.ts';
import { instantiate } from '../../impl/mutants/patch/instantiate.ts';
import type { Patch } from '../../impl/mutants/patch/patch.ts';
import { rewrite } from '../../impl/mutants/patch/rewrite.ts';
import type { Subject } from '../../impl/subject.ts';
import { replay } from '../../scheduler/strategies/replay.ts';
import { gate } from '../gate.ts';
import type { Difference } from '../refinement/finding.ts';
import { refine } from '../refinement/refine.ts';
import { Session } from '../session.ts';
import { options, subject, tools } from './harness.ts';

const sessionsOf = (candidate: Subject, baseline: Subject) =>
  [new Session(candidate, tools), new Session(baseline, tools)] as const;

const fresh = async (candidate: string, baseline: string) =>
  refine(sessionsOf(await subject(candidate), await subject(baseline)), options());

const known = new Map<string, ReturnType<typeof fresh>>();

/** What was found once for a pair is not looked for again. */
function refined(candidate: string, baseline: string): ReturnType<typeof fresh> {
  const pair = `${candidate} ${baseline}`;
  const found = known.get(pair) ?? fresh(candidate, baseline);
  known.set(pair, found);
  return found;
}

const kinds = (differences: readonly Difference[]): string[] =>
  differences.map(({ only, kind }) => `${only}: ${kind}`);

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

  test('the posted patch leaves without the io unlock of v5.3 (B1)', async () => {
    const { refinement } = await refined('rfc', 'v5.3');
    expect(kinds(refinement.differences)).toContain('baseline: fault unlocks io_reserve');
    const { witness } = refinement.differences.find(
      ({ only, kind }) => only === 'candidate' && kind === 'fault returns VM_FAULT_SIGBUS',
    )!;
    expect(witness.world.failures).toMatchObject([{ primitive: 'ttm_mem_io_reserve' }]);
    expect(witness.world.environment).toEqual([]);
    const lines = ({ trace }: { trace: readonly { text: string }[] }) =>
      trace.map(({ text }) => text);
    expect(lines(witness.baseline)).toContain('ttm_mem_io_unlock(man-system)');
    expect(lines(witness.candidate)).not.toContain('ttm_mem_io_unlock(man-system)');
  });

  test('the patch as merged unlocks (B1), and maps more than two pages (B3)', async () => {
    const { refinement } = await refined('v5.5', 'rfc');
    const found = kinds(refinement.differences);
    expect(found).toContain('candidate: fault unlocks io_reserve');
    expect(found).toContain('candidate: fault maps a page');
    expect(found).toContain('baseline: fault returns VM_FAULT_SIGBUS');
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

  test('is the same every time', async () => {
    const text = ({ refinement }: Awaited<ReturnType<typeof fresh>>) => JSON.stringify(refinement);
    expect(text(await fresh('v5.6', 'v5.5'))).toBe(text(await refined('v5.6', 'v5.5')));
  });
});

/** Mutants whose laws no litmus world breaks: they need a call that fails, or other worlds. */
const BEYOND = {
  'errno-returned': 'candidate: fault returns',
  'first-error-swallowed': 'candidate: fault returns VM_FAULT_NOPAGE',
  'refusal-is-nopage': 'candidate: fault returns VM_FAULT_NOPAGE',
  'offset-check-missing': 'candidate: fault maps a page',
  'device-section-left-open': 'candidate: fault does without: leaves bdev',
  'offset-without-pgoff': 'candidate: fault maps a page',
};
const mutants = await entries<Patch>('mutants');

describe('mutants that litmus worlds do not tell from their original are told by runs', () => {
  test.each(Object.entries(BEYOND))('%s: %s', async (name, kind) => {
    const { refinement, compared } = await refined(name, mutants.get(name)!.of);
    expect(kinds(refinement.differences)).toContain(kind);
    const whole = compared.exhausted.map(({ world }) => world);
    expect(refinement.differences.map(({ world }) => world)).not.toContainEqual(
      expect.toSatisfy((world) => whole.includes(world)),
    );
  });
});

/** Changes that break no law, and that the outside sees. */
const LAWFUL = {
  'candidate: fault gets bo': rewrite({
    of: 'v5.5',
    file: 'impl/helpers/rfc.ts',
    summary: 'Holds a reference of its own while it tries the reservation.',
    was: '  if (!(yield dma_resv_trylock(bo.base.resv!))) {',
    becomes: `  yield ttm_bo_get(bo);
  const locked = yield dma_resv_trylock(bo.base.resv!);
  yield ttm_bo_put(bo);
  if (!locked) {`,
  }),
  'candidate: fault returns VM_FAULT_SIGBUS': rewrite({
    of: 'v5.5',
    file: 'impl/helpers/v5.5.ts',
    summary: 'Reports SIGBUS where there is no memory for the pages.',
    was: '        ret = VM_FAULT_OOM;\n        break out_io_unlock;\n      }\n    }',
    becomes: '        ret = VM_FAULT_SIGBUS;\n        break out_io_unlock;\n      }\n    }',
  }),
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
    const candidate = await instantiate(patch, 'lawful');
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
