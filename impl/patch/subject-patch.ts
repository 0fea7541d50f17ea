import { Modules, textOf } from '../source.ts';
import { assembleSubject, type Driver, type HelpersModule, type Subject } from '../subject.ts';
import { applyPatch } from './apply-patch.ts';
import { filePatchesIn } from './patch-text.ts';

/** A change of a shipped subject: what a `.patch` file says, as `git format-patch` writes it. */
export interface Patch {
  /** What the patched subject does differently, in one sentence: the subject line. */
  readonly summary: string;
  /** The subject that is patched, `HELPERS` or `HELPERS+DRIVER`. */
  readonly of: string;
  /** The file of its helpers: trailer `Base:`. */
  readonly base: string;
  /** Everything behind the line `---`: a unified diff. */
  readonly diff: string;
  /** The law that must notice, which the base keeps: trailer `Killed-by:`. */
  readonly killedBy?: string;
  /** Where a defect comes from, a row of domain.md: trailer `Row:`. */
  readonly row?: string;
}

/** A seeded defect, and the law that must notice it. */
export type Mutant = Patch & Required<Pick<Patch, 'killedBy' | 'row'>>;

/** Trailers that a patch may have. */
const TRAILERS = ['Killed-by', 'Row', 'Base', 'Handler'] as const;

/** The patch in a text; throws, by this name, if it is not written as patches of subjects are. */
export function patchIn(text: string, name: string): Patch {
  const [head, ...rest] = text.split(/^---\n/m);
  const subject = /^Subject: \[PATCH\] (.+(?:\n[ \t].+)*)\n/.exec(head!)?.[1];
  const trailers = new Map(
    [...head!.matchAll(/^([A-Z][\w-]*): (.+)$/gm)]
      .filter(([, key]) => key !== 'Subject')
      .map(([, key, value]) => [key!, value!]),
  );
  const strange = [...trailers.keys()].find((key) => !TRAILERS.some((known) => known === key));
  if (!subject) throw wrong(name, 'a first line "Subject: [PATCH] …"', head!.split('\n')[0]!);
  if (strange) throw wrong(name, `a trailer of ${TRAILERS.join(', ')}`, `${strange}:`);
  const base = trailers.get('Base');
  if (!base) throw wrong(name, 'a trailer "Base: PATH"', 'none');
  if (rest.length === 0) throw wrong(name, 'a line "---" and a diff behind it', 'none');
  const handler = trailers.get('Handler');
  const version = /([^/]+)\.(?:ts|c)$/.exec(base)?.[1];
  const killedBy = trailers.get('Killed-by');
  const row = trailers.get('Row');
  return {
    summary: subject.replaceAll(/\n[ \t]+/g, ' '),
    of: handler ? `${version}+${handler}` : `${version}`,
    base,
    diff: rest.join('---\n'),
    ...(killedBy ? { killedBy } : {}),
    ...(row ? { row } : {}),
  };
}

const wrong = (name: string, expected: string, found: string): Error =>
  new Error(`${name}: expected ${expected}, found ${found}`);

/** Whether the patched subject is one in C. */
export const isOfC = ({ base }: Patch): boolean => base.endsWith('.c');

/** The files that a patch changes, by path, with their texts afterwards. */
export function patchedTexts({ diff }: Patch, name: string): ReadonlyMap<string, string> {
  const paths = filePatchesIn(diff).flatMap(({ from }) => from ?? []);
  const result = applyPatch(diff, new Map(paths.map((path) => [path, textOf(path)])));
  if (result.kind === 'refused') throw new Error(`${name}: ${result.why}`);
  return result.files;
}

/** The handler for helpers that have none of their own. */
const DRIVER_DEFAULT = 'ttm-default';

/**
 * The subject that a patch makes, under this name: that of its file, say.
 *
 * The subject that it is made of stays as it is. Nothing is written to disk.
 */
export const instantiate = (patch: Patch, name: string): Promise<Subject> =>
  subjectWith(patch, patchedTexts(patch, name), name);

/** The subject with these texts in place of the files of their paths, under this name. */
export async function subjectWith(
  { of, base }: Pick<Patch, 'of' | 'base'>,
  texts: ReadonlyMap<string, string>,
  name: string,
): Promise<Subject> {
  if (base.endsWith('.c')) {
    // The parser and the toolchain of C are loaded for those who need them.
    const { subjectOfText } = await import('../c/subject.ts');
    return { ...(await subjectOfText(base, texts.get(base)!)), name };
  }
  const modules = new Modules(texts);
  const [helpers, driver] = of.split('+');
  const module = (await modules.load(`impl/helpers/${helpers}.ts`)) as unknown as HelpersModule;
  const handler = driver ?? (module.ttm_bo_vm_fault ? undefined : DRIVER_DEFAULT);
  const { default: built } = handler ? await modules.load(`impl/drivers/${handler}.ts`) : {};
  const strange = [...texts.keys()].find((path) => !modules.has(path));
  if (strange) throw new Error(`${name} patches ${strange}, which is no part of ${of}`);
  const sources = [...texts].map(([path, text]) => ({ path, text }));
  return { ...assembleSubject(name, module, built as Driver | undefined), sources };
}
