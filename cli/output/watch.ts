import { pageText } from '../../reports/formats/text.ts';
import {
  type BrokenLaws,
  pageOfChanges,
  verdictChanges,
} from '../../reports/page/verdict-change.ts';
import { failureOf, oneLine, usage } from '../exit.ts';
import { EXIT } from '../exit-codes.ts';
import { changedContents, contentsOf } from '../subjects/changed-files.ts';
import { filesCalled } from '../subjects/subjects.ts';
import { page, print, say } from './terminal.ts';

/** Options that do not go together with `--watch`, by their names in `options`. */
const NOT_BESIDE = ['json', 'shard', 'checkpoint', 'resume', 'patch', 'range'];

/** The files that words of the command line stand for; wrong usage if there is nothing to watch. */
export function filesToWatch(words: readonly string[], options: object): readonly string[] {
  const given = new Map(Object.entries(options));
  const beside = NOT_BESIDE.find((name) => given.get(name) !== undefined);
  if (beside !== undefined) throw usage(`--watch shows each verdict as text: not with --${beside}`);
  const files = words.map((word) => [word, filesCalled(word)] as const);
  const [other] = files.find(([, paths]) => paths.length === 0) ?? [];
  if (other === undefined && files.length > 0) return files.flatMap(([, paths]) => paths);
  throw usage(
    `--watch waits for changes of a file: expected its path, found ${other ?? 'no subject'}`,
  );
}

/**
 * Asks again whenever a file has changed, and says what is different; ends with Ctrl-C.
 *
 * `ask` prints a verdict and returns it. What cannot be judged is told, and waited for.
 */
export async function watching(
  files: readonly string[],
  ask: () => Promise<BrokenLaws>,
): Promise<void> {
  const stop = new AbortController();
  const listener = (): void => stop.abort();
  process.on('SIGINT', listener);
  try {
    let contents = contentsOf(files);
    for (let last: BrokenLaws | undefined; ; ) {
      last = await askOnce(ask, last, stop.signal);
      if (stop.signal.aborted) break;
      say(`faultline: watching ${files.join(', ')}; Ctrl-C ends`);
      contents = await changedContents(files, contents, stop.signal);
      if (stop.signal.aborted) say('faultline: interrupted');
      if (stop.signal.aborted) break;
    }
  } finally {
    process.off('SIGINT', listener);
  }
  process.exitCode = EXIT.interrupted;
}

/** The new verdict, or the last one if there is none; the first one must be asked rightly. */
async function askOnce(
  ask: () => Promise<BrokenLaws>,
  last: BrokenLaws | undefined,
  signal: AbortSignal,
): Promise<BrokenLaws | undefined> {
  try {
    const now = await ask();
    if (last === undefined || signal.aborted) return now;
    const changes = verdictChanges(last, now);
    if (changes.length > 0) print(`\n${pageText(pageOfChanges(changes), page())}`);
    return new Map([...last, ...now]);
  } catch (error) {
    const failure = failureOf(error);
    if (last === undefined && failure.exit === EXIT.usage) throw error;
    say(`faultline: ${oneLine(failure.message)}`);
    return last;
  }
}
