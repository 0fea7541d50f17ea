import { randomUUID } from 'node:crypto';
import {
  accessSync,
  constants,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { usage } from '../exit.ts';

/** Wrong usage unless files can be written there; makes nothing. Asked before long work. */
export function assertWritable(folder: string): void {
  let path = resolve(folder);
  while (statSync(path, { throwIfNoEntry: false }) === undefined && path !== dirname(path)) {
    path = dirname(path);
  }
  try {
    if (!statSync(path).isDirectory()) throw new Error(`${path} is no directory`);
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw notWritable(folder, error);
  }
}

/** Writes all files (name → text) or none: first beside their places, then into them. */
export function writeAll(folder: string, files: ReadonlyMap<string, string>): void {
  const written: string[] = [];
  try {
    makeFolder(resolve(folder));
    removeStale(folder, files);
    // Not by the process: another one of the same number may have left some.
    const mark = randomUUID();
    const drafts = [...files.keys()].map((name) => join(folder, `.${name}.${mark}`));
    for (const [index, text] of [...files.values()].entries()) {
      written.push(drafts[index]!);
      writeFileSync(drafts[index]!, text, { flag: 'wx' });
    }
    for (const [index, name] of [...files.keys()].entries()) {
      renameSync(drafts[index]!, join(folder, name));
    }
  } catch (error) {
    for (const draft of written) removeIfThere(draft);
    throw notWritable(folder, error);
  }
}

/** One by one, since `recursive` never comes back where nothing can be made (`/proc/x`). */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (path !== dirname(path)) makeFolder(dirname(path));
  mkdirSync(path);
}

/** A draft lives for the time of a write; one that is this old is of a process that was killed. */
const STALE_MS = 10 * 60_000;

/** Removes drafts of these files that nobody will finish. */
function removeStale(folder: string, files: ReadonlyMap<string, string>): void {
  const ofDraft = /^\.(.*)\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  for (const name of readdirSync(folder)) {
    const of = ofDraft.exec(name)?.[1];
    if (of === undefined || !files.has(of)) continue;
    const { mtimeMs = Number.POSITIVE_INFINITY } =
      statSync(join(folder, name), { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > STALE_MS) removeIfThere(join(folder, name));
  }
}

function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What made the writing fail is the better message.
  }
}

const notWritable = (folder: string, error: unknown) =>
  usage(`cannot write to the directory ${folder}: ${(error as Error).message}`, error);
