import { describe, expect, test } from 'vitest';
import { Simulation } from '../../impl/simulation.ts';
import type { Subject } from '../../impl/subject.ts';
import { replay } from '../../scheduler/strategies/replay.ts';
import { DIVERGED, type Strategy } from '../../scheduler/strategy.ts';
import type { Task } from '../../scheduler/task.ts';
import type { Restarts } from '../answers/restart-bounds.ts';
import { exploreWorld } from '../explore/exploration.ts';
import { subject, tools } from './harness.ts';
import { inShort, restartsIn, underManyRetries, WORLDS } from './restarts.ts';

const VERSIONS = ['v5.3', 'rfc', 'v5.5', 'v5.6', 'v5.7', 'v5.10', 'v5.11', 'repaired'];

/**
 * Handler calls, retries and traps of an access, at most: the same for all versions, or by version.
 * `fatal-signal` and `everything` are in the long suite.
 */
const PINNED: Readonly<Record<string, string | Readonly<Record<string, string>>>> = {
  'contended-without-retry': {
    'v5.3 rfc v5.5': '∞/1/∞ 6/1/6',
    'v5.6 v5.7 v5.10 v5.11 repaired': '2/1/1',
  },
  eviction: '3/1/2',
  'forked-mapping': '1/0/2',
  'gutted-object': '3/1/2',
  'io-lru-pressure': { 'v5.3 rfc v5.5 v5.6 v5.7 repaired': '2/0/2', 'v5.10 v5.11': '1/0/1' },
  'mappable-import': '1/0/1',
  'munmap-while-waiting': '2/1/2',
  'notify-moves': { 'v5.3 rfc v5.5 v5.6 v5.7 v5.10 repaired': '2/1/1', 'v5.11': '1/0/1' },
  nowait: '2/1/2',
  'one-fault': '1/0/1',
  'pending-move': '2/1/1',
  'pending-move-without-retry': '∞/0/∞ 3/0/3',
  'queued-writer': '2/1/1',
  'queued-writer-and-move': {
    'v5.3 rfc v5.5': '4/1/2',
    'v5.6 v5.7 v5.10 v5.11 repaired': '2/1/1',
  },
  'shared-reservation': '2/1/1',
  'signal-while-contended': {
    'v5.3 rfc v5.5 v5.6 v5.7 repaired': '∞/1/∞ 11/1/6',
    'v5.10 v5.11': '∞/1/∞ 9/1/5',
  },
  'signal-while-moving': '∞/1/∞ 4/1/3',
  'two-faults': '2/1/1',
  'unplugged-device': '2/0/2',
  'wait-runs-out': '1/0/1',
};

const LONG = ['everything', 'fatal-signal'];

const pinned = Object.entries(PINNED).flatMap(([world, of]) =>
  VERSIONS.map((version) => {
    if (typeof of === 'string') return { world, version, most: of };
    const [, most] = Object.entries(of).find(([names]) => names.split(' ').includes(version))!;
    return { world, version, most };
  }),
);

describe('restarts of an access, over all interleavings', () => {
  test('are pinned for every litmus world', () => {
    expect([...Object.keys(PINNED), ...LONG].sort()).toEqual([...WORLDS.keys()].sort());
  });

  test.each(pinned)('$world, $version: $most', async ({ world, version, most }) => {
    expect(inShort(restartsIn(await subject(version), world))).toBe(most);
  });

  test.each([
    ['signal-while-contended', '∞/∞/1 7/7/1'],
    ['signal-while-moving', '∞/∞/1 4/3/1'],
    ['eviction', '4/2/2'],
    ['queued-writer-and-move', '3/2/1'],
  ])('B12 in %s: v5.6 under the loop of v5.7 retries more than once', async (world, most) => {
    expect(inShort(restartsIn(await underManyRetries('v5.6'), world))).toBe(most);
  });
});

describe('a lasso', () => {
  test.each([
    ['B11', 'contended-without-retry', 'v5.3', ['fault-1']],
    ['B11', 'contended-without-retry', 'rfc', ['fault-1']],
    ['B11', 'contended-without-retry', 'v5.5', ['fault-1']],
    ...VERSIONS.map((name) => ['§3.5', 'signal-while-contended', name, ['fault-1']] as const),
    ...VERSIONS.map((name) => ['§3.5', 'signal-while-moving', name, ['gpu']] as const),
    ['§3.5', 'pending-move-without-retry', 'v5.5', ['gpu']],
    ['B12', 'signal-while-contended', 'v5.6 many', ['fault-1']],
    ['B12', 'signal-while-moving', 'v5.6 many', ['gpu']],
  ] as const)(
    'of %s in %s, %s, comes back to the same state twice',
    async (_, world, name, who) => {
      const [version, many] = name.split(' ');
      const it = many ? await underManyRetries(version!) : await subject(version!);
      const { lassos } = restartsIn(it, world);
      expect(lassos).toHaveLength(1);
      const [{ task, from, to, others, fair, schedule }] = lassos as [Restarts['lassos'][number]];
      expect({ others, fair }).toEqual({ others: who, fair: false });
      const stem = schedule.with(-1, { task, steps: schedule.at(-1)!.steps - (to - from) });
      const round = { task, steps: to - from };
      const before = stateAfter(it, world, stem);
      expect(stateAfter(it, world, [...stem, round])).toEqual(before);
      expect(stateAfter(it, world, [...stem, round, round])).toEqual(before);
      // Half a round is somewhere else.
      const half = { task, steps: Math.floor((to - from) / 2) };
      expect(stateAfter(it, world, [...stem, half])).not.toEqual(before);
    },
  );
});

/** Memory and who can go on, once the real simulation has followed the schedule. */
function stateAfter(it: Subject, name: string, schedule: Parameters<typeof replay>[0]) {
  const simulation = new Simulation(tools.actors);
  simulation.kernel.trapLimit = 16;
  const { outcome } = simulation.run(it, WORLDS.get(name)!.world, replay(schedule));
  if (outcome.kind !== 'diverged') throw new Error(`the run is over: ${outcome.kind}`);
  return { memory: [...simulation.kernel.words], found: outcome.found };
}

describe('a queued writer (G4)', () => {
  const world = 'queued-writer-and-move';
  test.each(VERSIONS)('does not wait for the GPU behind a fault of %s', async (version) => {
    expect(whatMunmapDid(await subject(version))).toContain('up_write');
  });

  test('waits for it where the fault keeps the mmap lock, as one law says', async () => {
    const it = await subject('mmap-lock-held-while-waiting');
    expect(whatMunmapDid(it)).toEqual(['down_write_queue']);
    expect(brokenBy(it)).toContain('no-wait-under-mmap-lock');
  });

  test.each(VERSIONS)('is never kept waiting in any interleaving, %s', async (version) => {
    expect(brokenBy(await subject(version))).not.toContain('no-wait-under-mmap-lock');
  });

  const brokenBy = (it: Subject): string[] => {
    const { all, broken } = exploreWorld(it, WORLDS.get(world)!.world, {
      tools,
      stop: () => false,
    });
    expect(all).toBe(true);
    return [...broken.keys()];
  };

  /** The fault runs until it waits for the GPU, which does nothing; then munmap. */
  function whatMunmapDid(it: Subject): string[] {
    const simulation = new Simulation(tools.actors);
    simulation.run(it, WORLDS.get(world)!.world, oneAfterTheOther(['fault-1', 'munmap']));
    return simulation.kernel.trace
      .events()
      .filter(({ task }) => task === 2)
      .map(({ kind }) => kind.name);
  }
});

/** Runs these tasks one after the other, each until it waits or is done, and nobody else. */
function oneAfterTheOther(names: readonly string[]): Strategy {
  let tasks: readonly Task[] = [];
  let at = 0;
  return {
    begin(started) {
      tasks = started;
    },
    next(enabled) {
      for (; at < names.length; at += 1) {
        const id = tasks.findIndex(({ name }) => name === names[at]);
        if ((enabled & (1 << id)) !== 0) return id;
      }
      return DIVERGED;
    },
  };
}
