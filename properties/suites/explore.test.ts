import { describe, expect, test } from 'vitest';
import { entries } from '../../catalog.ts';
import { explore } from '../executor.ts';
import { KNOWN_DEFECTS } from '../judge/known-defects.ts';
import type { Litmus } from '../worlds/litmus-world.ts';
import { subject, tools } from './harness.ts';

const SUBJECTS = [...(await entries('helpers')).keys()];
/** What takes more than a moment is in `long/explore.test.ts`. */
const LARGE = ['everything', 'fatal-signal'];
const worlds = [...(await entries<Litmus>('worlds'))]
  .filter(([name]) => !LARGE.includes(name))
  .map(([name, { world }]) => ({ name, world }));

/** Where a law is broken, in every version that is known to break it, and preemptions needed. */
const BROKEN: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'contended-without-retry': { 'always-resolves': 1 },
  'gutted-object': { 'no-crash': 0 },
  'notify-moves': { 'io-lock-same-manager': 1 },
};
/** Broken wherever a thread touches a page. */
const EVERYWHERE = { 'object-state-under-reservation': 0 };

/** The verdict that is pinned: laws with the fewest preemptions, proven to be so. */
function pinned(name: string, world: string): Readonly<Record<string, number>> {
  const known = KNOWN_DEFECTS.filter(({ subjects }) => subjects.includes(name));
  const laws = Object.entries({ ...BROKEN[world], ...EVERYWHERE });
  return Object.fromEntries(
    laws.filter(([law]) => known.some(({ invariant }) => invariant === law)),
  );
}

describe('every litmus world is exhausted, and shows exactly the defects that it is known to show', () => {
  test.each(SUBJECTS)('%s', async (name) => {
    const report = explore(await subject(name), tools, {
      worlds,
      preemptions: null,
      transitionsMax: 100_000,
      stop: () => false,
      progress: () => {},
    });
    const found = report.worlds.map(({ world, exhausted, share, broken }) => ({
      world,
      exhausted,
      share,
      laws: Object.fromEntries(
        broken.map(({ invariant, preemptions }) => [invariant, preemptions]),
      ),
      proven: broken.every(({ fewest }) => fewest),
    }));
    expect(found).toEqual(
      worlds.map((it) => ({
        world: it.name,
        exhausted: true,
        share: 1,
        laws: pinned(name, it.name),
        proven: true,
      })),
    );
    expect(report.violations.map(({ known }) => known?.row)).not.toContain(undefined);
  });
});

describe('a bound', () => {
  const bounded = async (preemptions: number | null, transitionsMax: number | null) =>
    explore(await subject('v5.5'), tools, {
      worlds: worlds.filter(({ name }) => name === 'contended-without-retry'),
      preemptions,
      transitionsMax,
      stop: () => false,
      progress: () => {},
    });

  test('of preemptions leaves out what needs more', async () => {
    expect((await bounded(0, null)).violations).toEqual([]);
    const { violations } = await bounded(1, null);
    expect(violations.map(({ invariant }) => invariant)).toEqual(['always-resolves']);
    expect(violations[0]!.shrunk.switches).toBe(1);
  });

  test('of transitions says that not all was visited', async () => {
    const [world] = (await bounded(null, 100)).worlds;
    expect(world).toMatchObject({ exhausted: false });
    expect(world!.share).toBeLessThan(1);
  });
});
