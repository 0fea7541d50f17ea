import { describe, expect, test } from 'vitest';
import { entries, patches } from '../../../catalog.ts';
import type { Mutant } from '../../../impl/patch/subject-patch.ts';
import { everySchedule } from '../../../scheduler/explore/testing/odometer.ts';
import { exploreWorld } from '../../explore/exploration.ts';
import { KNOWN_DEFECTS } from '../../judge/known-defects.ts';
import { Session } from '../../run/session.ts';
import type { Litmus } from '../../worlds/litmus-world.ts';
import { settle } from '../../worlds/settle.ts';
import { subject, tools } from '../harness.ts';

const helpers = [...(await entries('helpers')).keys()];
const mutants = patches('mutants', 'ts') as ReadonlyMap<string, Mutant>;
const worlds = await entries<Litmus>('worlds');

async function explored(name: string, world: string, transitionsMax = 20_000_000) {
  return exploreWorld(await subject(name), settle(worlds.get(world)!.world), {
    tools,
    stop: ({ transitions }) => transitions >= transitionsMax,
  });
}
const lawsOf = ({ broken }: { readonly broken: ReadonlyMap<string, unknown> }): string[] =>
  [...broken.keys()].sort();

describe('the large litmus worlds are exhausted, and show known defects alone', () => {
  const LARGE: readonly (readonly [string, readonly string[]])[] = [
    ['fatal-signal', helpers],
    ['everything', ['v5.5', 'repaired']],
  ];
  test.each(LARGE.flatMap(([world, names]) => names.map((name) => [name, world] as const)))(
    '%s in %s',
    async (name, world) => {
      const it = await explored(name, world);
      const known = KNOWN_DEFECTS.filter(({ subjects }) => subjects.includes(name));
      expect(it.all).toBe(true);
      expect(lawsOf(it).filter((law) => !known.some(({ invariant }) => invariant === law))).toEqual(
        [],
      );
    },
  );
});

/** Runs after which a world is left out of the comparison. */
const FEW = 3000;

/** Laws that are broken in all runs of a world, made and judged one by one; null for too many. */
async function brokenRunByRun(name: string, world: string): Promise<string[] | null> {
  const session = new Session(await subject(name), tools);
  const settled = settle(worlds.get(world)!.world);
  const laws = new Set<string>();
  let runs = 0;
  const tooMany = new Error('too many runs');
  try {
    everySchedule((strategy) => {
      runs += 1;
      if (runs > FEW) throw tooMany;
      for (const { violation } of session.judgeSettled(settled, strategy).primaries) {
        laws.add(violation.invariant);
      }
    });
  } catch (error) {
    if (error !== tooMany) throw error;
    return null;
  }
  return [...laws].sort();
}

describe('what the search finds is what there is, run by run', () => {
  test.each([...helpers, ...mutants.keys()])('%s', async (name) => {
    let compared = 0;
    for (const world of worlds.keys()) {
      const laws = await brokenRunByRun(name, world);
      if (laws === null) continue;
      expect(lawsOf(await explored(name, world)), world).toEqual(laws);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(0);
  });
});

/** Their defects need failures, prefaulting or objects that no litmus world has. */
const UNSEEN =
  `busy-is-sigbus device-section-left-open dummy-page-freed errno-returned first-error-swallowed hook-error-ignored idle-retry-in-every-round imported-pages-mapped io-freed-on-error io-unlock-of-another missing-page-returned mmap-lock-dropped-on-nowait object-touched-after-retry offset-check-missing offset-check-off-by-one offset-without-pgoff prefault-error-returned prefault-one-too-many prefault-stops-early refusal-is-nopage table-before-notify unlock-of-another unlocked-by-helper unlocked-twice`.split(
    /\s+/,
  );

test('every mutant is killed by the law that it names, but for those that no litmus world shows', async () => {
  const survivors: string[] = [];
  for (const [name, { killedBy }] of mutants) {
    let killed = false;
    for (const world of worlds.keys()) {
      if (world === 'everything') continue;
      killed ||= (await explored(name, world, 400_000)).broken.has(killedBy);
    }
    if (!killed) survivors.push(name);
  }
  expect(survivors).toEqual(UNSEEN);
});
