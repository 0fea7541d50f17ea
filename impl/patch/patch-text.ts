/** A run of lines of a file that a patch changes. */
export interface Hunk {
  /** First line and number of lines before the change. */
  readonly start: number;
  readonly before: number;
  /** First line and number of lines after it. */
  readonly newStart: number;
  readonly after: number;
  /** With their signs; if `whole` is false also what stands behind them. */
  readonly lines: readonly string[];
  /** Signs and numbers agree. */
  readonly whole: boolean;
}

/** What a patch does to one file. */
export interface FilePatch {
  /** Path before and after, null where there is no file. */
  readonly from: string | null;
  readonly to: string | null;
  /** Lines on renames, modes and contents: between `diff --git` and `---`. */
  readonly extended: readonly string[];
  readonly binary: boolean;
  readonly hunks: readonly Hunk[];
}

const NAME = String.raw`(\S+|"(?:[^"\\]|\\.)*")`;
const GIT = new RegExp(`^diff --git ${NAME} ${NAME}\\s*$`);
const HUNK = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/;
const EXTENDED = /^(?:index|old mode|new mode|deleted|new file|copy|rename|similarity|dissimil)/;
const BINARY = /^(?:GIT binary patch|Binary files .* differ)/;

/** The files that a text in unified format changes; other text around them is skipped. */
export function filePatchesIn(text: string): FilePatch[] {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const starts = lines.flatMap((_, at) => (beginsFile(lines, at) ? [at] : []));
  return starts.map((start, index) => filePatch(lines.slice(start, starts[index + 1])));
}

function beginsFile(lines: readonly string[], at: number): boolean {
  if (GIT.test(lines[at]!)) return true;
  return isOldName(lines, at) && !headed(lines, at);
}

/** `--- a/x`, with `+++ b/x` and a hunk behind it, unlike a removed line that looks like it. */
const isOldName = (lines: readonly string[], at: number): boolean =>
  /^--- \S/.test(lines[at]!) &&
  /^\+\+\+ \S/.test(lines[at + 1] ?? '') &&
  HUNK.test(lines[at + 2] ?? '');

/** There is a `diff --git` over it, with nothing but extended headers in between. */
function headed(lines: readonly string[], at: number): boolean {
  let above = at - 1;
  while (above >= 0 && EXTENDED.test(lines[above]!)) above -= 1;
  return above >= 0 && GIT.test(lines[above]!);
}

function filePatch(lines: readonly string[]): FilePatch {
  const names = lines.findIndex((_, at) => isOldName(lines, at));
  const git = GIT.exec(lines[0]!);
  const head = lines.slice(0, names < 0 ? lines.length : names);
  const body = names < 0 ? [] : lines.slice(names + 2);
  const extended = git ? head.slice(1).filter((line) => EXTENDED.test(line)) : [];
  const gone = (sign: string): boolean => extended.some((line) => line.startsWith(sign));
  const [from, to] =
    names < 0
      ? [gone('new file') ? null : pathIn(git![1]!), gone('deleted') ? null : pathIn(git![2]!)]
      : [nameIn(lines[names]!), nameIn(lines[names + 1]!)];
  return {
    from,
    to,
    extended,
    binary: head.some((line) => BINARY.test(line)),
    hunks: hunksIn(body),
  };
}

/** `--- a/x.c\tdate` names `x.c`. */
function nameIn(line: string): string | null {
  const word = line.slice(4);
  const path = word.startsWith('"') ? word.trimEnd() : word.split('\t')[0]!.trimEnd();
  return path === '/dev/null' ? null : pathIn(path);
}

/** `a/x.c` is `x.c`; what git has quoted as C does is read. */
const pathIn = (word: string): string => unquoted(word).replace(/^[abciow]\//, '');

const ESCAPES: Readonly<Record<string, number>> = {
  ...{ a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 },
};

function unquoted(word: string): string {
  const [, inside] = /^"((?:[^"\\]|\\.)*)"$/.exec(word) ?? [];
  if (inside === undefined) return word;
  const bytes = [...inside.matchAll(/\\([0-7]{1,3})|\\(.)|([^\\]+)/gu)].flatMap(
    ([, octal, letter, plain]) => {
      if (octal !== undefined) return [Number.parseInt(octal, 8) & 0xff];
      if (letter !== undefined && letter in ESCAPES) return [ESCAPES[letter]!];
      return [...new TextEncoder().encode(letter ?? plain)];
    },
  );
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

function hunksIn(body: readonly string[]): Hunk[] {
  const starts = body.flatMap((line, at) => (HUNK.test(line) ? [at] : []));
  return starts.map((start, index) => {
    const [, first, before = '1', then, after = '1'] = HUNK.exec(body[start]!)!;
    const old = { start: Number(first), before: Number(before) };
    const numbers = { ...old, newStart: Number(then), after: Number(after) };
    const all = body.slice(start + 1, starts[index + 1]);
    const lines = signed(all, numbers);
    return { ...numbers, lines: lines ?? all, whole: lines !== undefined };
  });
}

/** The lines that belong to a hunk by their signs, undefined if its numbers do not agree. */
function signed(
  all: readonly string[],
  numbers: { readonly before: number; readonly after: number },
): string[] | undefined {
  let { before, after } = numbers;
  const lines: string[] = [];
  for (const line of all) {
    if (line.startsWith('\\')) lines.push(line);
    if (line.startsWith('\\')) continue;
    if (before === 0 && after === 0) break;
    // Editors and mail programs take the space off an empty line.
    const sign = line === '' ? ' ' : line[0]!;
    if (!' +-'.includes(sign)) return undefined;
    if (sign !== '+') before -= 1;
    if (sign !== '-') after -= 1;
    if (before < 0 || after < 0) return undefined;
    lines.push(line === '' ? ' ' : line);
  }
  return before === 0 && after === 0 ? lines : undefined;
}
