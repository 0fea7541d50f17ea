/**
 * What the functions of an intermediate text do, told so that two compilations of one source can be
 * compared: whom they call, where they branch, and which constants they keep or return.
 *
 * A long has 32 bits here and 64 in the kernel. Code that asks how wide one is would do one thing
 * here and another one there, and nothing in the text needs to say so (`~0UL >> 31 == 1`). So a
 * source is compiled for both widths, and what comes out has to do the same.
 */

/** What a function does, in the order of its text. */
type Flow = readonly string[];

/** The first function that does something else, or the variable; undefined if there is none. */
export function differing(narrow: string, wide: string): string | undefined {
  const others = flowsIn(wide);
  for (const [name, flow] of flowsIn(narrow)) {
    const other = others.get(name);
    if (other === undefined || !isSame(flow, other)) return name;
  }
  return undefined;
}

/** Members count only where both sides name all of them. */
function isSame(one: Flow, other: Flow): boolean {
  const isSure = !one.includes(RECKONED) && !other.includes(RECKONED);
  const [here, there] = [one, other].map((flow) =>
    flow.filter((deed) => deed !== RECKONED && (isSure || !deed.startsWith('member '))).join('\n'),
  );
  return here === there;
}

/** A place that is reckoned from the bytes of a struct, as `container_of` does it. */
const RECKONED = 'reckoned';

/** By name, the functions that stand in a file of the user's. */
function flowsIn(text: string): ReadonlyMap<string, Flow> {
  const isUsers = usersIn(text);
  const flows = new Map<string, Flow>();
  for (const [, name, value] of text.matchAll(
    /^@([\w.$-]+) = .*?\b(?:global|constant) i\d+ (-?\d+)/gm,
  )) {
    flows.set(`variable ${name}`, [value!]);
  }
  for (const [, head = '', body = ''] of text.matchAll(/^(define [^\n]*)\n([\s\S]*?)^\}/gm)) {
    const name = /@([\w.$-]+)\(/.exec(head)?.[1];
    if (name === undefined || !isUsers(head)) continue;
    flows.set(
      `function ${name}`,
      body.split('\n').flatMap((line) => deedOf(line.trim()) ?? []),
    );
  }
  return flows;
}

/** Whether a function, by its head, stands in a text of the user's. */
export function usersIn(text: string): (head: string) => boolean {
  const files = new Set(
    [...text.matchAll(/^(!\d+) = (?:distinct )?!DIFile\(filename: "user\//gm)].map(([, id]) => id),
  );
  const subprograms = new Set(
    [...text.matchAll(/^(!\d+) = (?:distinct )?!DISubprogram\((.*)\)$/gm)]
      .filter(([, , about]) => files.has(/\bfile: (!\d+)/.exec(about!)?.[1] ?? ''))
      .map(([, id]) => id),
  );
  return (head) => subprograms.has(/ !dbg (!\d+)/.exec(head)?.[1] ?? '');
}

/** The struct, and which member of which member. */
const MEMBER =
  /getelementptr .*?(%(?:struct|union)\.[\w.]+), [^,]*, i\d\d 0((?:, i\d\d \d+)*)(?:, !dbg.*)?$/;

/** What an instruction does that may depend on the width; undefined for all others. */
function deedOf(code: string): string | undefined {
  const called = /\bcall\b[^@"]*@([\w.$-]+)\(/.exec(code)?.[1];
  if (called !== undefined) {
    if (/^(?:__sanitizer_cov_|llvm\.(?:dbg|lifetime|assume|experimental))/.test(called)) return;
    return `call ${called.replace(/(?:\.(?:p0(?:i8)?|i32|i64))+$/, '')}`;
  }
  if (/^%\S+ = getelementptr\b/.test(code)) {
    const [, struct, members] = MEMBER.exec(code) ?? [];
    return struct === undefined ? RECKONED : `member ${struct}${members!.replaceAll('i64', 'i32')}`;
  }
  const word = /^(?:%\S+ = )?(br i1|switch|select|unreachable)\b/.exec(code)?.[1];
  if (word !== undefined) return word;
  const kept = /^(?:store(?: volatile)?|ret) i\d+ (-?\d+|true|false)\b/.exec(code)?.[1];
  return kept === undefined ? undefined : `constant ${kept}`;
}
