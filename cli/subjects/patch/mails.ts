import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boundedText } from '../../documents/bounded-input.ts';
import { oneLine, usage } from '../../exit.ts';
import { git } from '../git.ts';

/** One patch of a file of patches. */
export interface PatchMail {
  /** First line of what it says about itself, empty if it says nothing. */
  readonly subject: string;
  readonly text: string;
}

/** Headers that are longer are none. */
const HEAD_MAX = 64 * 1024;
/** Headers before the first empty line, as mails have them. */
const MAIL = /^(?:From |(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n)/;

/**
 * The patches in a file in the order in which they are to be applied: of a mail or several, as a
 * mail program saves them (mbox, mboxrd), or of a text that is no mail.
 */
export function mailsIn(path: string): PatchMail[] {
  const text = boundedText(path, 'patch');
  if (!MAIL.test(text.slice(0, HEAD_MAX).replaceAll('\r\n', '\n'))) return [{ subject: '', text }];
  const folder = mkdtempSync(join(tmpdir(), 'faultline-mail-'));
  try {
    writeFileSync(join(folder, 'all.mbox'), text);
    const split = ['mailsplit', '-b', '--mboxrd', `-o${folder}`, join(folder, 'all.mbox')];
    const { code, stderr } = git(folder, split);
    if (code !== 0) throw usage(`${path}: git cannot read these mails: ${oneLine(stderr)}`);
    const names = readdirSync(folder).filter((name) => /^\d+$/.test(name));
    return inSeries(names.sort().map((name) => mailIn(path, folder, name)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function mailIn(path: string, folder: string, name: string): PatchMail {
  const input = readFileSync(join(folder, name), 'utf8');
  const { code, stdout, stderr } = git(folder, ['mailinfo', '-b', 'message', 'patch'], { input });
  if (code !== 0) throw usage(`${path}: git cannot read this mail: ${oneLine(stderr)}`);
  // It is a stranger's, and goes to the terminal in messages.
  const subject = (/^Subject: (.*)$/m.exec(stdout)?.[1] ?? '').replaceAll(/[\p{Cc}\p{Cf}]/gu, '');
  return { subject, text: readFileSync(join(folder, 'patch'), 'utf8') };
}

/** A mail program saves a series as it came in; `[PATCH 2/3]` says how it was meant. */
function inSeries(mails: readonly PatchMail[]): PatchMail[] {
  const patches = mails.filter(({ text }) => /^(?:diff --git |--- \S)/m.test(text));
  const numbers = patches.map(({ subject }) => /\[[^\]]*?\b0*(\d+)\/\d+\]/.exec(subject)?.[1]);
  if (numbers.some((number) => number === undefined)) return patches;
  const order = patches.map((_, index) => index);
  order.sort((a, b) => Number(numbers[a]) - Number(numbers[b]) || a - b);
  return order.map((index) => patches[index]!);
}
