import { createHash } from 'node:crypto';
import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { contentOfFile } from '../../impl/c/front-end/bounded-file.ts';
import { BYTES_MAX } from '../documents/bounded-input.ts';

/** What is written has to rest for so long before it counts as written, in milliseconds. */
const REST_MS = 100;
/** Not every file system tells of changes, so one looks from time to time as well. */
const LOOK_MS = 500;

/**
 * What stands in the files, as one value; undefined as long as one of them is not there, as when
 * an editor writes another file and renames it. Of a C file, headers beside it count too.
 */
export function contentsOf(paths: readonly string[]): string | undefined {
  const hash = createHash('sha256');
  try {
    for (const path of paths.flatMap(withHeaders)) {
      const content = contentOfFile(path, BYTES_MAX.source);
      if (content.kind === 'missing') return undefined;
      if (content.kind === 'refused') continue;
      hash.update(`${path}\0`).update(content.bytes).update('\0');
    }
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}

function withHeaders(path: string): string[] {
  if (extname(path) !== '.c') return [path];
  const beside = readdirSync(dirname(path)).filter((name) => extname(name) === '.h');
  return [path, ...beside.sort().map((name) => join(dirname(path), name))];
}

/**
 * Waits until the files hold something else than `before`, and rest; their contents. Undefined if
 * `signal` ends the waiting first.
 */
export async function changedContents(
  paths: readonly string[],
  before: string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const bell = new Bell(paths, signal);
  try {
    while (!signal.aborted) {
      const now = contentsOf(paths);
      if (now === undefined || now === before) {
        await bell.rings();
        continue;
      }
      await delay(REST_MS);
      if (contentsOf(paths) === now) return now;
    }
    return undefined;
  } finally {
    bell.end();
  }
}

/** Rings when something may have changed in the folders of some files. */
class Bell {
  private readonly watchers: FSWatcher[] = [];
  private readonly timer: NodeJS.Timeout;
  private wake = (): void => {};

  /** Folders are watched, not files: a file that is replaced by another one is gone. */
  constructor(paths: readonly string[], signal: AbortSignal) {
    const ring = (): void => this.wake();
    this.timer = setInterval(ring, LOOK_MS);
    signal.addEventListener('abort', ring, { once: true });
    for (const folder of new Set(paths.map((path) => dirname(path)))) {
      try {
        this.watchers.push(watch(folder, ring).on('error', () => {}));
      } catch {
        // The timer looks there too.
      }
    }
  }

  rings(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  end(): void {
    clearInterval(this.timer);
    for (const watcher of this.watchers) watcher.close();
  }
}
