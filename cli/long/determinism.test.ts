import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FOLDER, file, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import { faultline } from '../testing/program.ts';

afterAll(removeFolder);

const OUT = join(FOLDER, 'out');

/** The helpers of v5.5 with a look at something that is not the kernel's before they begin. */
const subjectWith = (before: string, inside: string): string =>
  `import * as v5 from '${ROOT}impl/helpers/v5.5.ts';
import { dma_resv_trylock, dma_resv_unlock } from '${ROOT}impl/kernel/index.ts';
export const profile = v5.profile;
export const ttm_bo_vm_fault_reserved = v5.ttm_bo_vm_fault_reserved;
${before}
export function* ttm_bo_vm_reserve(bo, vmf) {
  if (${inside}) if (yield dma_resv_trylock(bo.base.resv)) yield dma_resv_unlock(bo.base.resv);
  return yield* v5.ttm_bo_vm_reserve(bo, vmf);
}
`;

const counting = file('counting.ts', subjectWith('let calls = 0;', 'calls++ % 2'));
const dicing = file('dicing.ts', subjectWith('', 'Math.random() < 0.5'));
/** Looks at nothing but the kernel. */
const honest = file('honest.ts', subjectWith('', 'false'));

/** One line that names the subject, the task and the first event that differs; no findings. */
async function expectUnjudged(running: ReturnType<typeof faultline>, subject: string) {
  const { code, stdout, stderr } = await running;
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr).toMatch(
    /^faultline: \S+ is not deterministic: fault-\d did not do the same again/,
  );
  expect(stderr).toMatch(/ at step \d+: .+, then .+\n$/);
  expect(stderr).toContain(`${subject} is not deterministic`);
  expect(stderr).toMatch(/reserve_enter bo-\d|read bo-\d\.base\.resv/);
  expect({ code, stdout }).toEqual({ code: 125, stdout: '' });
  expect(existsSync(OUT)).toBe(false);
}

describe.concurrent('a subject that does not do the same again is not judged', () => {
  describe.each([
    ['counts its calls', counting],
    ['throws dice', dicing],
  ])('one that %s', (_, subject) => {
    test('by check', () =>
      expectUnjudged(faultline('check', subject, '--runs', '300', '--out', OUT), subject));

    test('by check in a world that is too large to be exhausted', () =>
      expectUnjudged(
        faultline('check', subject, '--runs', '300', '--world', 'everything', '--out', OUT),
        subject,
      ));

    test('by gate, on whichever side', async () => {
      const few = ['--runs', '300', '--out', OUT];
      await expectUnjudged(faultline('gate', subject, '--baseline', 'v5.5', ...few), subject);
      await expectUnjudged(faultline('gate', 'v5.5', '--baseline', subject, ...few), subject);
    });

    test('by explore', () =>
      expectUnjudged(
        faultline('explore', subject, '--world', 'two-faults', '--out', OUT),
        subject,
      ));
  });

  test('but one that does is', async () => {
    const out = join(FOLDER, 'honest');
    const { code, stdout } = await faultline('check', honest, '--runs', '300', '--out', out);
    expect(code).toBe(1);
    expect(stdout).toContain('Holds for');
  });
});
