import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { loadTools } from '../../catalog.ts';
import { ALLOW_SCHEMA, type Allowed, type AllowFile } from '../../properties/answers/allow-file.ts';
import { isViolation } from '../../properties/corpus/allow.ts';
import { GOALS } from '../../properties/judge/goals.ts';
import { inOrder } from '../../reports/json/key-order.ts';
import { jsonText } from '../../reports/json/text.ts';
import { schemas } from '../../reports/schemas.ts';
import { aboutFile, usage } from '../exit.ts';
import { lookUp } from '../names.ts';
import { assertWritable, writeAll } from '../output/folder.ts';
import { assertKnown } from '../subjects/replayed.ts';
import { readDocument } from './document-input.ts';

/** Read if it is in the current directory, unless another file is given. */
export const ALLOW_DEFAULT = 'faultline.allow.json';

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

/** The file of the command line; one that is to be written need not be there yet. */
export async function allowanceOf(options: AllowOptions): Promise<Allowance | undefined> {
  const accepts = options.accept !== undefined;
  assertUsable(options);
  const path = options.allow ?? ALLOW_DEFAULT;
  if (accepts) assertWritable(dirname(path));
  if (!existsSync(path) && (accepts || options.allow === undefined)) {
    return accepts ? { path, accepted: [] } : undefined;
  }
  const { accepted } = readDocument<AllowFile>(path, [ALLOW_SCHEMA]);
  const tools = await loadTools();
  aboutFile(path, () => {
    const behaviours = new Map(GOALS.map((goal) => [goal.name, goal]));
    for (const entry of accepted) {
      if (isViolation(entry)) {
        const { invariant, witness } = entry;
        assertKnown({ finding: { invariant, shrunk: witness } }, tools);
      } else lookUp('behaviour', entry.behaviour, behaviours);
    }
  });
  return { path, accepted };
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
