import { afterAll, describe, expect, test } from 'vitest';
import { patches } from '../../catalog.ts';
import type { Mutant } from '../../impl/patch/subject-patch.ts';
import { KNOWN_DEFECTS } from '../judge/known-defects.ts';
import { Session } from '../run/session.ts';
import { search } from '../search/search.ts';
import { options, subject, tools } from './harness.ts';

/** Runs after which a mutant that was not killed counts as having survived. */
const CHUNK = 500;
const CHUNKS_MAX = 40;

const mutants = patches('mutants', 'ts') as ReadonlyMap<string, Mutant>;
const laws = [...tools.invariants.keys()];
const matrix = new Map<string, ReadonlySet<string>>();

/** Runs a mutant until its law has killed it: every law that was broken by then. */
async function kill(name: string, { killedBy }: Mutant): Promise<ReadonlySet<string>> {
  const session = new Session(await subject(name), tools);
  const broken = new Set<string>();
  for (let seed = 1; seed <= CHUNKS_MAX && !broken.has(killedBy); seed += 1) {
    for (const law of search(session, options({ runs: CHUNK, seed })).broken) broken.add(law);
  }
  return broken;
}

describe('every mutant is killed by the law that it names, which its original keeps', () => {
  test.each([...mutants])('%s', async (name, mutant) => {
    const broken = await kill(name, mutant);
    matrix.set(name, broken);
    expect(broken).toContain(mutant.killedBy);
    // That the original breaks nothing but its known defects is subjects.test.ts.
    const [original] = mutant.of.split('+');
    const known = KNOWN_DEFECTS.filter(({ subjects }) => subjects.includes(original!));
    expect(known.map(({ invariant }) => invariant)).not.toContain(mutant.killedBy);
  });

  test('and every law is named by a mutant', () => {
    // Some laws only C can break: what is taken by declared pairs.
    const named = new Set([...patches('mutants').values()].map(({ killedBy }) => killedBy));
    expect(laws.filter((law) => !named.has(law))).toEqual([]);
  });
});

/** Rows are mutants, columns laws: `●` names it, `·` breaks as well. */
function printed(): string {
  const width = Math.max(...[...matrix.keys()].map((name) => name.length));
  const rows = [...matrix].map(([name, broken]) => {
    const { killedBy } = mutants.get(name)!;
    const cells = laws.map((law) => (law === killedBy ? '●' : broken.has(law) ? '·' : ' '));
    return `${name.padEnd(width)} |${cells.join('')}|`;
  });
  const legend = laws.map((law, column) => `${String(column + 1).padStart(3)} ${law}`);
  return [...rows, 'columns:', ...legend].join('\n');
}

afterAll(() => console.log(printed()));
