import { loadTools, namedSubject } from '../../catalog.ts';
import { instantiate, type Patch, subjectWith } from '../../impl/patch/subject-patch.ts';
import { textOf } from '../../impl/source.ts';
import type { Subject } from '../../impl/subject.ts';
import type { GateReport } from '../answers/gate-report.ts';
import { gate } from '../executor.ts';
import type { CheckOptions } from '../run/tools.ts';

/** What every suite asks with: the catalogue's tools, and options that go on to the end. */
export const tools = await loadTools();

/** A subject of the catalogue; a suite that names another one is wrong. */
export async function subject(name: string): Promise<Subject> {
  const found = await namedSubject(name);
  if (!found) throw new Error(`the catalogue has no subject ${name}`);
  return found;
}

/** Options of a search that nobody stops, with these differences. */
export const options = (overrides: Partial<CheckOptions> = {}): CheckOptions => ({
  runs: 20_000,
  seed: 1,
  strategy: 'portfolio',
  world: null,
  stop: () => false,
  giveUp: () => false,
  progress: () => {},
  ...overrides,
});

/** The subject that a patch is made for, evaluated anew like the patched one. */
export const original = ({ of, base }: Patch): Promise<Subject> =>
  subjectWith({ of, base }, new Map([[base, textOf(base)]]), of);

/** What the gate says to a patched subject, with the subject that it is made of as the baseline. */
export async function gatePatch(
  name: string,
  patch: Patch,
  overrides: Partial<CheckOptions> = {},
): Promise<GateReport> {
  return gate(await instantiate(patch, name), await original(patch), tools, options(overrides));
}

/** The laws that a candidate breaks and its baseline does not, each once. */
export const lawsBroken = ({ regressions }: GateReport): string[] => [
  ...new Set(regressions.map(({ invariant }) => invariant)),
];
