import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';

/** What a kept module may have, in bytes; ours have a hundredth of it. */
const BYTES_MAX = 64 * 1024 * 1024;
const DIGEST_BYTES = 32;

/** Compiled modules by what they were made of, kept for later runs. */
export interface Cache {
  /** What is kept under a key, if it is what was kept there. */
  read(key: string): Uint8Array | undefined;
  keep(key: string, module: Uint8Array): void;
}

/**
 * A cache in a folder of the user's own, which nobody else may write to. Each file begins with a
 * digest of its key and its module. Whatever is odd about the folder or a file (a link, another
 * owner, more rights, another digest) is as if it were not there: the subject is compiled anew.
 */
export function cacheIn(folder: string): Cache {
  return {
    read(key) {
      try {
        return isOwn(folder) ? moduleIn(join(folder, key), key) : undefined;
      } catch {
        return undefined;
      }
    },
    keep(key, module) {
      const draft = join(folder, `${key}.${randomUUID()}`);
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (!isOwn(folder)) return;
        const content = Buffer.concat([digestOf(key, module), module]);
        writeFileSync(draft, content, { mode: 0o600, flag: 'wx' });
        renameSync(draft, join(folder, key));
      } catch {
        removeQuietly(draft);
      }
    },
  };
}

/** Where compiled subjects are kept; undefined if the user has no folder. */
export function cacheFolder(): string | undefined {
  try {
    const home = homedir();
    return home === '' ? undefined : join(home, '.cache', 'faultline', 'compiled');
  } catch {
    return undefined;
  }
}

/** Throws where nobody knows who the user is. */
function isOwn(folder: string): boolean {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && isMine(stat);
}

/** Of this user, and nobody else may write it; where users have no numbers all is. */
function isMine({ uid, mode }: Stats): boolean {
  const own = userInfo().uid;
  return own === -1 || (uid === own && (mode & 0o022) === 0);
}

function moduleIn(path: string, key: string): Uint8Array | undefined {
  const file = openSync(
    path,
    constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | constants.O_NONBLOCK,
  );
  try {
    const stat = fstatSync(file);
    if (!stat.isFile() || !isMine(stat) || stat.size > BYTES_MAX) return undefined;
    const content = readFileSync(file);
    const module = content.subarray(DIGEST_BYTES);
    return digestOf(key, module).equals(content.subarray(0, DIGEST_BYTES)) ? module : undefined;
  } finally {
    closeSync(file);
  }
}

const digestOf = (key: string, module: Uint8Array): Buffer =>
  createHash('sha256').update(`${key}\0`).update(module).digest();

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder is none, or cannot be written: then nothing is left there either.
  }
}
