import { appendFileSync, writeFileSync } from 'node:fs';
import { loadTools, namedSubject, type PatchFolder, patches } from '../catalog.ts';
import { isOfC, type Patch } from '../impl/patch/subject-patch.ts';
import type { Subject } from '../impl/subject.ts';
import { Session } from '../properties/run/session.ts';
import { search } from '../properties/search/search.ts';
import { options, original } from '../properties/suites/harness.ts';

/**
 * Which laws notice which seeded defect by themselves, and not only in consequence of others: a
 * line of JSON for each defect. What the original breaks in the same runs is left out.
 *
 * Usage: `node bench/kill-matrix.ts FILE [RUNS]`.
 */
const FOLDERS: readonly PatchFolder[] = ['mutants', 'heldDefects'];
const [file = 'kill-matrix.jsonl', runs = '3000'] = process.argv.slice(2);

const tools = await loadTools();

/** What a subject breaks by itself. */
function primaryOf(subject: Subject): readonly string[] {
  const { witnesses } = search(new Session(subject, tools), options({ runs: Number(runs) }));
  return [...new Set(witnesses.map(({ cause }) => cause.invariant))].sort();
}

const originals = new Map<string, readonly string[]>();

async function primaryOfOriginal(patch: Patch): Promise<readonly string[]> {
  const key = `${patch.of} ${isOfC(patch)}`;
  const known = originals.get(key);
  const laws = known ?? primaryOf(await original(patch));
  originals.set(key, laws);
  return laws;
}

writeFileSync(file, '');
for (const folder of FOLDERS) {
  for (const [name, patch] of patches(folder)) {
    const inherited = await primaryOfOriginal(patch);
    const all = primaryOf((await namedSubject(name))!);
    const laws = all.filter((law) => !inherited.includes(law));
    appendFileSync(file, `${JSON.stringify({ folder, name, of: patch.of, laws })}\n`);
  }
}
