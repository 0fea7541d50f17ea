import { entries, type Folder } from '../../catalog.ts';
import type { Profile } from '../../impl/kernel/profile.ts';
import { LIST_SCHEMA, type ListReport } from '../../reports/format.ts';
import { byVersion } from '../names.ts';

/** What can be listed, in the order in which one meets it. */
export const KINDS = [
  'subjects',
  'invariants',
  'strategies',
  'worlds',
  'actors',
  'drivers',
  'mutants',
  'rewrites',
  'holdout',
] as const;

/** One of the kinds. */
export type Kind = (typeof KINDS)[number];

/** What entries of the catalogue may say about themselves. */
interface Described {
  readonly summary?: string;
  readonly claim?: string;
  readonly profile?: Profile;
}

/** The entries of one kind, each with one sentence. */
export async function listOf(kind: Kind): Promise<ListReport> {
  const found = new Map<string, Described>();
  for (const folder of foldersOf(kind)) {
    for (const [name, entry] of await entries<Described>(folder)) found.set(name, entry);
  }
  return {
    schema: LIST_SCHEMA,
    what: kind,
    entries: [...found.keys()]
      .sort(byVersion)
      .map((name) => ({ name, summary: sentence(found.get(name)!) })),
  };
}

/** Patches of C stand beside those of TypeScript. */
function foldersOf(kind: Kind): readonly Folder[] {
  if (kind === 'subjects') return ['helpers'];
  if (kind === 'mutants') return ['mutants', 'cMutants'];
  if (kind === 'holdout') return ['unseenDefects', 'unseenRewrites'];
  return kind === 'rewrites' ? ['rewrites', 'cRewrites'] : [kind];
}

function sentence({ summary, claim, profile }: Described): string {
  return summary ?? claim ?? (profile === undefined ? '' : profileInWords(profile));
}

/** `retry once, mmap-last, io lock, populate(NULL): oops` */
const profileInWords = ({ retry, lockOrder, ioLock, populateNull }: Profile): string =>
  `retry ${retry}, ${lockOrder}, ${ioLock ? '' : 'no '}io lock, populate(NULL): ${populateNull}`;
