import { describe, expect, test } from 'vitest';
import { failablePrimitives } from '../../impl/kernel/failures.ts';
import type { FailureSpec, World } from '../../impl/kernel/world.ts';
import { along } from '../../scheduler/along.ts';
import { tasksByStep } from '../../scheduler/schedule.ts';
import { exhaust } from '../explore/exhaust.ts';
import { exploreWorld, type WorldExplored } from '../explore/exploration.ts';
import { worldFailing } from '../explore/world-failing.ts';
import { KNOWN_DEFECTS } from '../judge/known-defects.ts';
import { Session } from '../run/session.ts';
import { settle } from '../worlds/settle.ts';
import { options, subject, tools } from './harness.ts';

const worldOf = (name: string): World => settle(tools.worlds.get(name)!.world);

async function explored(name: string, world: World, failing: boolean): Promise<WorldExplored> {
  return exploreWorld(await subject(name), world, { tools, failing, stop: () => false });
}

/** Each call of the first three of each primitive that can fail, by the first thread. */
const FAILURES: readonly FailureSpec[] = [...failablePrimitives()].flatMap(([primitive, ways]) =>
  [1, 2, 3].map((call) => ({ task: 0, primitive, call, error: ways[0]! })),
);

/** The laws that are broken in a world, and in the same with so many failures at most. */
async function byHand(name: string, world: World, failuresMax: number): Promise<Set<string>> {
  const laws = new Set<string>();
  const visit = async (failures: readonly FailureSpec[], from: number): Promise<void> => {
    const { broken } = await explored(name, { ...world, failures }, false);
    for (const law of broken.keys()) laws.add(law);
    if (failures.length === failuresMax) return;
    for (let at = from; at < FAILURES.length; at += 1) {
      await visit([...failures, FAILURES[at]!], at + 1);
    }
  };
  await visit([], 0);
  return laws;
}

describe('failures as choices find what worlds with failures find, one by one', () => {
  test.each([
    ['rfc', 'one-fault', 2],
    ['v5.11', 'one-fault', 2],
    ['v5.3', 'pending-move', 1],
    ['v5.7', 'notify-moves', 1],
    ['repaired', 'unplugged-device', 1],
  ] as const)('%s in %s, with %d', async (name, world, failuresMax) => {
    const { broken, failing } = await explored(name, worldOf(world), true);
    expect(failing).toBe(true);
    expect(new Set(broken.keys())).toEqual(await byHand(name, worldOf(world), failuresMax));
  });
});

test('each run has the fewest failures, and breaks its law when it is run again', async () => {
  const { broken } = await explored('rfc', worldOf('one-fault'), true);
  const failures = [...broken].map(([law, { world }]) => [law, world.failures]);
  expect(Object.fromEntries(failures)).toEqual({
    'io-lock-balanced': [{ task: 0, primitive: 'ttm_mem_io_reserve', call: 1, error: 'EINVAL' }],
    'prefault-error-swallowed': [
      { task: 0, primitive: 'vmf_insert', call: 2, error: 'VM_FAULT_OOM' },
    ],
  });
  const session = new Session(await subject('rfc'), tools);
  for (const [law, run] of broken) {
    const { primaries } = session.judgeRun(run);
    expect(primaries.map(({ violation }) => violation.invariant)).toContain(law);
  }
});

test('a world without a failure on the path stays as it is', async () => {
  const world = worldOf('one-fault');
  const path = [{ task: 0, fails: false }];
  expect(worldFailing(await subject('rfc'), world, { tools, path })).toBe(world);
});

test('a wait for what is there does not fail', async () => {
  const it = await subject('repaired');
  const world = worldOf('pending-move');
  const session = new Session(it, tools);
  session.judge(world, along([]));
  const path = tasksByStep(session.trace).map((task) => ({ task, fails: false }));
  const wait = session.trace.events().find(({ kind }) => kind.name === 'dma_fence_wait')!;
  expect(wait.reply).toBe(0);
  path[wait.step] = { task: wait.task, fails: true };
  expect(worldFailing(it, world, { tools, path })).toEqual(world);
});

test.each(['repaired', 'rfc', 'v5.3', 'v5.10', 'v5.11+amdgpu'])(
  'beside a search %s breaks nothing but what is pinned, with every failure',
  async (name) => {
    const found = exhaust(new Session(await subject(name), tools), options());
    expect(found.length).toBeGreaterThan(15);
    expect(found.filter(({ certified }) => certified.failing !== true)).toEqual([]);
    const known = KNOWN_DEFECTS.filter(({ subjects }) => subjects.includes(name.split('+')[0]!));
    const laws = new Set(found.flatMap(({ broken }) => [...broken.keys()]));
    expect([...laws].filter((law) => !known.some(({ invariant }) => invariant === law))).toEqual(
      [],
    );
  },
);

test('a world that was asked for stays as it is beside a search', async () => {
  const world = { name: 'one-fault', world: worldOf('one-fault') };
  const found = exhaust(new Session(await subject('rfc'), tools), options({ world }));
  expect(found.map(({ broken, certified }) => [broken.size, certified.failing])).toEqual([
    [0, undefined],
  ]);
});
