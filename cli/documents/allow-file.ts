import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { loadTools } from '../../catalog.ts';
import { assertKnown } from '../../jobs/known-names.ts';
import { lookUp } from '../../jobs/names.ts';
import { ALLOW_SCHEMA, type Allowed, type AllowFile } from '../../properties/answers/allow-file.ts';
import { ACCESS_SUCCEEDS } from '../../properties/compare/lost-access.ts';
import { isViolation } from '../../properties/corpus/allow.ts';
import { GOALS } from '../../properties/judge/goals.ts';
import { inOrder } from '../../reports/json/key-order.ts';
import { jsonText } from '../../reports/json/text.ts';
import { schemas } from '../../reports/schemas.ts';
import { isCi } from '../ci.ts';
import { aboutFile, usage } from '../exit.ts';
import { ALLOW_DEFAULT } from '../options.ts';
import { assertWritable, writeAll } from '../output/folder.ts';
import { commitOf, contentOf, entryAt, fromTop, workTreeAt } from '../subjects/git.ts';
import { isGiven } from '../subjects/given-subject.ts';
import { documentIn, readDocument } from './document-input.ts';

/** What the options of `gate` say about what is accepted. */
export interface AllowOptions {
  readonly allow?: string;
  readonly accept?: readonly string[];
  readonly reason?: string;
  readonly shard?: unknown;
  readonly range?: string;
}

/** What a project accepts, and the file that says so. */
export interface Allowance {
  readonly path: string;
  readonly accepted: readonly Allowed[];
}

/** What a project accepts, and what has to be said of a file that is not believed. */
export interface Believed {
  readonly allowance: Allowance | undefined;
  readonly notes: readonly string[];
}

/**
 * The file of the command line; one that is to be written need not be there yet.
 *
 * A candidate cannot bring what accepts it: unless a file is named, that of the baseline's revision
 * holds, and where the environment says that this is CI, none of the working folder does.
 */
export async function allowanceOf(
  options: AllowOptions,
  against?: { readonly baseline: string; readonly git?: string | undefined },
): Promise<Believed> {
  const accepts = options.accept !== undefined;
  assertUsable(options);
  const path = options.allow ?? ALLOW_DEFAULT;
  if (accepts) assertWritable(dirname(path));
  const revision = options.allow === undefined ? revisionIn(against?.baseline) : undefined;
  if (revision !== undefined) return ofRevision(revision, against?.git ?? '.');
  if (!existsSync(path) && (accepts || options.allow === undefined)) {
    return { allowance: accepts ? { path, accepted: [] } : undefined, notes: [] };
  }
  if (options.allow === undefined && !accepts && isCi()) {
    return { allowance: undefined, notes: [`${path} ${NOT_BELIEVED}: name it with --allow`] };
  }
  const { accepted } = readDocument<AllowFile>(path, [ALLOW_SCHEMA]);
  return { allowance: { path, accepted: await known(path, accepted) }, notes: [] };
}

const NOT_BELIEVED = 'is not believed, since the candidate may have brought it';

/** The revision of `REV:PATH`, also under a patch or a handler. */
const revisionIn = (subject: string | undefined): string | undefined =>
  subject !== undefined && isGiven(subject) ? /^([^:@]+):/.exec(subject)?.[1] : undefined;

async function ofRevision(revision: string, folder: string): Promise<Believed> {
  const tree = workTreeAt(folder);
  const name = `${revision}:${ALLOW_DEFAULT}`;
  const entry = entryAt(tree, commitOf(tree, revision), fromTop(`./${ALLOW_DEFAULT}`, folder));
  const text = entry?.kind === 'file' ? contentOf(tree, entry.id) : undefined;
  const there = join(folder, ALLOW_DEFAULT);
  const own = existsSync(there) ? textOf(there) : undefined;
  const which = text === undefined ? `${revision} has none` : `that of ${revision} holds`;
  const note = `${there} ${NOT_BELIEVED}: ${which}, unless --allow names another file`;
  const notes = own === undefined || own === text ? [] : [note];
  if (text === undefined) return { allowance: undefined, notes };
  const { accepted } = documentIn<AllowFile>(name, text, [ALLOW_SCHEMA]);
  return { allowance: { path: there, accepted: await known(name, accepted) }, notes };
}

/** Only to be compared: what cannot be read is another text too. */
function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** The entries, if all that they name is there. */
async function known(path: string, accepted: readonly Allowed[]): Promise<readonly Allowed[]> {
  const tools = await loadTools();
  aboutFile(path, () => {
    const behaviours = new Map(
      [...GOALS.map(({ name }) => name), ACCESS_SUCCEEDS].map((name) => [name, name]),
    );
    for (const entry of accepted) {
      if (isViolation(entry)) {
        const { invariant, witness } = entry;
        assertKnown({ finding: { invariant, shrunk: witness } }, tools);
      } else lookUp('behaviour', entry.behaviour, behaviours);
    }
  });
  return accepted;
}

function assertUsable({ accept, reason, shard, range }: AllowOptions): void {
  if (accept === undefined) {
    if (reason !== undefined) throw usage('--reason says why something is accepted: --accept NAME');
    return;
  }
  if (reason === undefined || reason.trim() === '') {
    throw usage(`--accept ${accept[0]} wants a reason: --reason "…"`);
  }
  if (shard !== undefined) throw usage('--shard gives no verdict: nothing of it can be accepted');
  if (range !== undefined) throw usage('--range gates many: --accept wants a gate of its own');
}

/** Writes the file, all of it or nothing: the same entries are the same bytes. */
export function writeAllowance({ path, accepted }: Allowance): void {
  const sorted = accepted.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const document = inOrder({ schema: ALLOW_SCHEMA, accepted: sorted }, schemas.allow);
  writeAll(dirname(path), new Map([[basename(path), jsonText(document)]]));
}

/** Violations first; within each kind by name. */
function keyOf(entry: Allowed): string {
  const { world, schedule } = entry.witness;
  const what = isViolation(entry)
    ? ['violation', entry.invariant, entry.site, ...entry.conduct]
    : ['~change', entry.behaviour, entry.only];
  return [...what, JSON.stringify(inOrder(world, schemas.world)), JSON.stringify(schedule)].join();
}
