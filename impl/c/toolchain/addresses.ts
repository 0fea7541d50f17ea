import { usersIn } from './flow.ts';

/**
 * Tests of an address in an intermediate text.
 *
 * Where things stand here says nothing about the kernel: code that asks (`(unsigned long)bo < X`)
 * would do one thing here and another one there, or in another run. Whether two pointers are the
 * same, whether one is NULL or stands for an error, and the order within one array may be asked.
 */

/** Where the user's code depends on an address: the function; undefined if nowhere. */
export function addressTested(text: string): string | undefined {
  const isUsers = usersIn(text);
  for (const [, head = '', body = ''] of text.matchAll(/^(define [^\n]*)\n([\s\S]*?)^\}/gm)) {
    // The cases of a switch stand in lines of their own.
    const whole = body.replaceAll(/\[\n[^\]]*\]/g, (cases) => cases.replaceAll(/\s+/g, ' '));
    if (isUsers(head) && testsAddress(whole.split('\n').map((line) => line.trim()))) {
      return /@([\w.$-]+)\(/.exec(head)?.[1];
    }
  }
  return undefined;
}

/** What goes on being made of an address when it is calculated with. */
const MAKING = `add sub and x?or shl [al]shr mul [us](?:div|rem) trunc [zs]ext freeze phi select`;
const MADE = new RegExp(`^(%\\S+) = (${MAKING.replaceAll(' ', '|')}) (.*)`);
const POINTED = /^(%\S+) = (?:getelementptr|bitcast|phi|freeze)\b(.*)/;
const COMPARED = /^%\S+ = icmp (?:samesign )?(\w+) (.+?), (.+?)(?:, !dbg.*)?$/;

function testsAddress(lines: readonly string[]): boolean {
  const made = addressesIn(lines);
  const plain = new Set(lines.flatMap((code) => CAST.exec(code)?.[1] ?? []));
  const isMade = (operand: string): boolean =>
    operand.includes('ptrtoint') || (operand.match(NAME) ?? []).some((name) => made.has(name));
  const root = rootsIn(lines);
  return lines.some((code) => {
    const condition = /^(?:br i1|%\S+ = select i1) (%[\w.$-]+)/.exec(code)?.[1];
    if (condition !== undefined && made.has(condition)) return true;
    const chosen = /^switch i\d+ (%[\w.$-]+)/.exec(code)?.[1];
    if (chosen !== undefined && made.has(chosen)) {
      const cases = [...code.matchAll(/\bi\d+ (-?\d+), label/g)].map(([, value]) => value!);
      return !plain.has(chosen) || !cases.every((one) => one === '0' || isError(one));
    }
    // Of an address itself, a caller may have a use; of its bits, none that holds elsewhere.
    const returned = /^ret i\d+ (%[\w.$-]+)/.exec(code)?.[1] ?? '';
    if (made.has(returned) && !plain.has(returned)) return true;
    if (/\bicmp \w+ \([^%]*@/.test(code)) return true;
    const [, order, left, right] = COMPARED.exec(code) ?? [];
    if (order === undefined) return false;
    const isSame = order === 'eq' || order === 'ne';
    const one = left!.replace(/^(?:ptr|i\d+|%?[\w."]+\**) /, '');
    if (/^(?:ptr\b|\S+\*|[^%@]*\*+) /.test(left!)) {
      if (isError(right!)) return false;
      if (isSame) return /\binttoptr \(i32 (?!0 )/.test(right!);
      return root(one) === undefined || root(one) !== root(right!);
    }
    if (!isMade(one) && !isMade(right!)) return false;
    if (isSame && right === '0') return !plain.has(one);
    if (isSame) return !(isMade(one) && isMade(right!)) && !isError(right!);
    return !isError(right!);
  });
}

const CAST = /^(%\S+) = ptrtoint\b/;
const NAME = /%[\w.$-]+/g;

/** Numbers that stand for an error where a pointer would, up to the last page: `IS_ERR`. */
function isError(operand: string): boolean {
  const [, number] = /^(?:inttoptr \(i32 )?(-?\d+)\b/.exec(operand) ?? [];
  return number !== undefined && Number(number) >= -4096 && Number(number) < 0;
}

/** The numbers that are made of addresses. */
function addressesIn(lines: readonly string[]): ReadonlySet<string> {
  const made = new Set<string>();
  for (let known = -1; known !== made.size; ) {
    known = made.size;
    for (const code of lines) {
      const cast = CAST.exec(code)?.[1];
      if (cast !== undefined) made.add(cast);
      const [, name, word, operands = ''] = MADE.exec(code) ?? [];
      if (name === undefined) continue;
      const from = (operands.match(NAME) ?? []).filter((one) => made.has(one));
      // The distance of two is the same wherever they stand.
      if (from.length === (word === 'sub' ? 1 : from.length) && from.length > 0) made.add(name);
    }
  }
  return made;
}

/** What a pointer is reckoned from. */
function rootsIn(lines: readonly string[]): (operand: string) => string | undefined {
  const bases = new Map(
    lines.flatMap((code) => {
      const [, name, operands = ''] = POINTED.exec(code) ?? [];
      const base = operands
        .match(/[%@](?!(?:struct|union)\.)[\w.$-]+/g)
        ?.find((one) => one !== name);
      return name === undefined || base === undefined ? [] : [[name, base] as const];
    }),
  );
  return (operand) => {
    let name = operand.match(/[%@](?!(?:struct|union)\.)[\w.$-]+/)?.[0];
    for (let steps = 0; name !== undefined && steps < bases.size; steps += 1) {
      const base = bases.get(name);
      if (base === undefined) break;
      name = base;
    }
    return name;
  };
}
