import { EXIT } from '../exit-codes.ts';

/** Columns of text that goes to a file or a pipe. */
const COLUMNS_DEFAULT = 100;
const COLUMNS_MIN = 40;

/** How wide a report on standard output may be, and whether it may have colours. */
export interface Page {
  readonly columns: number;
  readonly color: boolean;
}

/** The page that standard output is. */
export function page(): Page {
  const { isTTY, columns } = process.stdout;
  return {
    columns: Math.max(COLUMNS_MIN, (isTTY && columns) || COLUMNS_DEFAULT),
    color: hasColor(process.stdout, process.env),
  };
}

/** Whether what is written there may have colours; colour is never the only sign. */
export const hasColor = (
  { isTTY }: { readonly isTTY?: boolean },
  {
    NO_COLOR,
    FORCE_COLOR,
    CLICOLOR,
    CLICOLOR_FORCE,
    TERM,
  }: Readonly<
    Partial<Record<'NO_COLOR' | 'FORCE_COLOR' | 'CLICOLOR' | 'CLICOLOR_FORCE' | 'TERM', string>>
  >,
): boolean => {
  // The convention of no-color.org: any value that is not empty.
  if (NO_COLOR || FORCE_COLOR === '0') return false;
  // Those of force-color.org and bixense.com/clicolors.
  if (FORCE_COLOR || (CLICOLOR_FORCE && CLICOLOR_FORCE !== '0')) return true;
  return isTTY === true && CLICOLOR !== '0' && TERM !== 'dumb';
};

/** `--no-color` says for this command what NO_COLOR says for all of them. */
export function withoutColor(): void {
  process.env.NO_COLOR = '1';
}

/** Writes a document to standard output: the answer, and nothing else. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Writes a line for humans to standard error. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * A reader that goes away (`| head`) ends the program in silence, with the exit code it has by
 * then; a full disk is a failure.
 */
export function watchStreams(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      process.stderr.write(`faultline: cannot write to standard output: ${error.message}\n`);
      process.exitCode = EXIT.usage;
    }
    process.exit();
  });
  process.stderr.on('error', () => {});
}

interface Searched {
  readonly runs: number;
  readonly interrupted: boolean;
}

/** Says on standard error how long the search took. */
export function sayElapsed(name: string, { runs }: Searched, seconds: number): void {
  const rate = seconds > 0 ? Math.round(runs / seconds) : 0;
  say(`${name}: ${runs} runs in ${seconds.toFixed(1)} s (${rate} runs/s)`);
}

/** Says that Ctrl-C was pressed, if it was. */
export function sayInterrupted({ interrupted }: { readonly interrupted: boolean }): void {
  if (interrupted) say('faultline: interrupted');
}

/** Characters of a message that are shown; what is longer is a user's text, not ours. */
const SHOWN_MAX = 700;

/**
 * A line as it may be shown to a terminal or to a CI service, whatever a user's text in it says: no
 * control characters, none that turn text around, and no commands to the service.
 */
export function harmless(line: string): string {
  const plain = line
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (one) =>
      one === '\t' ? ' ' : `\\u{${one.codePointAt(0)!.toString(16)}}`,
    )
    .replaceAll('##[', '# #[')
    .replace(/^\s*::/, ' : :');
  if (plain.length <= SHOWN_MAX) return plain;
  const half = SHOWN_MAX / 2;
  return `${plain.slice(0, half)} … ${plain.slice(-half)}`;
}
