import { entries, patches } from '../../catalog.ts';
import type { Profile } from '../../impl/kernel/profile.ts';
import { byVersion } from '../../jobs/names.ts';
import { LIST_SCHEMA, type ListReport } from '../../properties/answers/list-report.ts';
import type { Kind } from '../options.ts';

/** What entries of the catalogue may say about themselves. */
interface Described {
  readonly summary?: string;
  readonly claim?: string;
  readonly profile?: Profile;
}

/** The entries of one kind, each with one sentence. */
export async function listOf(kind: Kind): Promise<ListReport> {
  const found = await entriesOf(kind);
  return {
    schema: LIST_SCHEMA,
    what: kind,
    entries: [...found.keys()]
      .sort(byVersion)
      .map((name) => ({ name, summary: sentence(found.get(name)!) })),
  };
}

async function entriesOf(kind: Kind): Promise<ReadonlyMap<string, Described>> {
  if (kind === 'subjects') return entries<Described>('helpers');
  if (kind === 'mutants' || kind === 'rewrites') return patches(kind);
  if (kind === 'holdout') return new Map([...patches('heldDefects'), ...patches('heldRewrites')]);
  return entries<Described>(kind);
}

function sentence({ summary, claim, profile }: Described): string {
  return summary ?? claim ?? (profile === undefined ? '' : profileInWords(profile));
}

/** `retry once, mmap-last, io lock, populate(NULL): oops` */
const profileInWords = ({ retry, lockOrder, ioLock, populateNull }: Profile): string =>
  `retry ${retry}, ${lockOrder}, ${ioLock ? '' : 'no '}io lock, populate(NULL): ${populateNull}`;
