import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { loadTools } from '../../../catalog.ts';
import type { PrimitiveName } from '../../../impl/kernel/event-names.ts';
import { FOLDER, removeFolder } from '../../../jobs/testing/files.ts';
import type { Finding } from '../../../properties/answers/finding.ts';
import { codeOf, kindOf } from '../../../scheduler/event.ts';
import type { OperationKind } from '../../../scheduler/operation.ts';
import { guestOf, kernel, kernels } from '../../../witness/kernels.ts';
import { faultline } from '../../testing/program.ts';
import { BLOCKS, missingLines } from '../../testing/readme.ts';
import { drawnWorlds, type Fidelity, fidelity, schedulesOf } from '../fidelity.ts';
import { kernelCache } from '../kernel-input.ts';
import { sourceOf, witness } from '../witness.ts';
import { claimOf, ownFile, seeded, subjectOf } from './seeded.ts';
import { SEEDS } from './seeds.ts';

afterAll(removeFolder);

const operationNamed = (name: PrimitiveName): OperationKind =>
  kindOf(codeOf(name)!) as OperationKind;
const put = operationNamed('ttm_bo_put').perform;
const putTwice: typeof put = (kernel, task, operation) => {
  put(kernel, task, operation);
  return put(kernel, task, operation);
};

/** The work item of 6.1 destroys all objects that wait for it, the simulated one one at a time. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  '6.1': ['real : freed = 0, simulated vm_area_free = 0'],
};

/** Kernels that are not built are not asked, and said to be missing. */
const tools = await loadTools();
const built = kernels(kernelCache()).filter(({ release }) => release !== null);

test('at least one kernel is there to be asked', () => {
  expect(built.map(({ version }) => version)).not.toEqual([]);
});

describe.each(built)('Linux $version', ({ version }) => {
  const linux = kernel(version, kernelCache());

  test.each(SEEDS)('confirms: $name', async (seed) => {
    const subject = await subjectOf(seed.name, seeded(ownFile(linux), seed));
    const claim = claimOf(subject, seed, tools);
    const [report] = await witness([claim], { subject, kernel: linux, tools });
    expect(report).toMatchObject({ verdict: 'confirmed', invariant: seed.invariant });
  });

  const asked = async (names: readonly string[], drawn: number, text = ownFile(linux)) => {
    const subject = await subjectOf('own', text);
    const source = sourceOf(subject);
    if (typeof source === 'string') throw new Error(source);
    const guest = await guestOf(linux, source);
    const litmus = names.map((name) =>
      schedulesOf(tools.worlds.get(name)!.world, subject, tools, { name, wanted: 100 }),
    );
    return fidelity(guest, [...litmus, drawnWorlds(subject, tools, drawn)]);
  };
  const partingsOf = (answers: readonly Fidelity[]): readonly string[] =>
    answers.flatMap(({ partings }) => [...partings.keys()]);
  const unknownOf = (answers: readonly Fidelity[]): readonly string[] =>
    partingsOf(answers).filter((parting) => !(KNOWN[version] ?? []).includes(parting));

  test('does what the simulation does, event by event', async () => {
    const answers = await asked([...tools.worlds.keys()], 500);
    expect(answers.filter(({ runs }) => runs > 0).length).toBeGreaterThan(18);
    expect(answers.at(-1)!.runs).toBe(500);
    expect(unknownOf(answers)).toEqual([]);
  });

  test('lets a wait that is given an end come to it, as the simulation does', async () => {
    // In jiffies, of which the two do not have as many to a second.
    const bounded = ownFile(linux).replaceAll('MAX_SCHEDULE_TIMEOUT', '3750');
    const answers = await asked(['wait-runs-out', 'signal-while-moving'], 20, bounded);
    expect(answers.map(({ runs }) => runs > 10)).toEqual([true, true, true]);
    expect(unknownOf(answers)).toEqual([]);
  });

  test('is asked by check about each finding: the error rule of B5', async () => {
    const file = join(FOLDER, version, 'ttm_bo_vm.c');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, ownFile(linux));
    const asking = ['check', file, '--runs', '2000', '--confirm', version, '--json'];
    const { code, stdout } = await faultline(...asking, '--out', join(FOLDER, 'out'));
    const { violations } = JSON.parse(stdout);
    expect(code).toBe(1);
    type Told = Pick<Finding, 'invariant' | 'confirmation'>;
    expect(violations.map(({ invariant }: Told) => invariant)).toEqual([
      'first-error-reported',
      'prefault-error-swallowed',
    ]);
    for (const { confirmation } of violations as Told[]) {
      expect(confirmation).toMatchObject({ release: linux.release, verdict: 'confirmed' });
    }
  });

  const readmes = version === '6.12' ? [BLOCKS[0]!] : [];
  test.each(readmes)('does what the README begins with: %s', async (...[command, ...block]) => {
    const folder = join(FOLDER, 'readme');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'ttm_bo_vm.c'), ownFile(linux));
    const [, ...args] = command!.replace('$ npx ', '').split(' ');
    expect(await missingLines(block, folder, args)).toEqual([]);
  });

  describe('a simulated primitive that is wrong is noticed', () => {
    test.each<readonly [string, PrimitiveName, OperationKind['perform'], RegExp]>([
      ['a trylock that succeeds when held', 'dma_resv_trylock', () => 1, /dma_resv_trylock/],
      ['a put that frees early', 'ttm_bo_put', putTwice, /freed/],
    ])('%s', async (_what, name, wrong, noticed) => {
      const spy = vi.spyOn(operationNamed(name), 'perform').mockImplementation(wrong);
      const partings = partingsOf(await asked(['two-faults', 'munmap-while-waiting'], 20));
      spy.mockRestore();
      expect(partings.join('\n')).toMatch(noticed);
    });
  });
});
