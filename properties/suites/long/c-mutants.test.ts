import { afterAll, describe, expect, test } from 'vitest';
import { patches } from '../../../catalog.ts';
import type { Mutant } from '../../../impl/patch/subject-patch.ts';
import { KNOWN_DEFECTS } from '../../judge/known-defects.ts';
import { Session } from '../../run/session.ts';
import { search } from '../../search/search.ts';
import { options, subject, tools } from '../harness.ts';

/** Runs after which a mutant that was not killed counts as having survived. */
const CHUNK = 1000;
const CHUNKS_MAX = 30;

const mutants = patches('mutants', 'c') as ReadonlyMap<string, Mutant>;
const killed: string[] = [];

/** What a search of a mutant has shown by the time that its law has killed it. */
interface Kill {
  /** Laws that were broken by themselves, not in consequence of others. */
  readonly primary: ReadonlySet<string>;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly runs: number;
}

async function kill(name: string, { killedBy }: Mutant): Promise<Kill> {
  const session = new Session(await subject(name), tools);
  const primary = new Set<string>();
  const outcomes: Record<string, number> = {};
  let runs = 0;
  for (let seed = 1; seed <= CHUNKS_MAX && !primary.has(killedBy); seed += 1) {
    const found = search(session, options({ runs: CHUNK, seed }));
    runs += found.runs;
    for (const { cause } of found.witnesses) primary.add(cause.invariant);
    for (const [kind, times] of Object.entries(found.outcomes)) {
      outcomes[kind] = (outcomes[kind] ?? 0) + times;
    }
  }
  return { primary, outcomes, runs };
}

const knownOf = ({ of }: Mutant): string[] =>
  KNOWN_DEFECTS.filter(({ subjects }) => subjects.includes(of)).map(({ invariant }) => invariant);

describe('every mutant in C is killed by the law that it names, which its original keeps', () => {
  test.each([...mutants])('%s', async (name, mutant) => {
    const { primary, outcomes, runs } = await kill(name, mutant);
    killed.push(`${name}: ${mutant.killedBy} within ${runs} runs`);
    expect(primary).toContain(mutant.killedBy);
    // That our own C does what the port does, known defects included, is lockstep.test.ts.
    expect(knownOf(mutant)).not.toContain(mutant.killedBy);
    // It lives: what crashes whatever it is asked would break any law.
    expect(outcomes.completed).toBeGreaterThan(runs / 4);
  });

  test('and every law that a version in C keeps is named by one', () => {
    const named = new Set([...mutants.values()].map(({ killedBy }) => killedBy));
    const missing = [...tools.invariants.keys()].filter((law) => !named.has(law));
    // The versions in C that have an io lock all look its manager up too early (B7).
    expect(missing).toEqual(['io-lock-same-manager']);
  });
});

afterAll(() => console.log(killed.join('\n')));
