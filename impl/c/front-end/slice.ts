import { bare } from './bare.ts';
import { type Item, topLevel } from './top-level.ts';

/** The items that every slice keeps: conditions and headers. */
const KEPT = /^#\s*(?:if|ifdef|ifndef|elif|else|endif|include|undef)\b/;

/**
 * What some functions of a C file need of that file: themselves and, again and again, every
 * function, variable, type and macro of it that is mentioned. Everything else becomes blank, and
 * every line keeps its number.
 */
export function slice(text: string, functions: readonly string[]): string {
  const code = bare(text);
  const { items, wanted } = neededBy(text, functions);
  const kept = items.filter(
    (item) => wanted.has(item) || KEPT.test(code.slice(item.start, item.end).trimStart()),
  );
  return blankedBetween(text, items, new Set(kept));
}

/** What some functions need of a file. */
interface Needed {
  /** All items of the file. */
  readonly items: readonly Item[];
  readonly wanted: ReadonlySet<Item>;
  /** Every name that is mentioned in what is wanted. */
  readonly names: ReadonlySet<string>;
}

/** The items of a file that some functions need. */
export function neededBy(text: string, functions: readonly string[]): Needed {
  const code = bare(text);
  const items = topLevel(text);
  const wanted = new Set<Item>();
  const definitions = new Map<string, Item[]>();
  for (const item of items) {
    for (const name of item.names) definitions.set(name, [...(definitions.get(name) ?? []), item]);
  }
  const open = [...functions];
  const seen = new Set(open);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const item of definitions.get(name) ?? []) {
      if (wanted.has(item)) continue;
      wanted.add(item);
      for (const other of mentioned(code.slice(item.start, item.end))) {
        if (seen.has(other)) continue;
        seen.add(other);
        open.push(other);
      }
    }
  }
  return { items, wanted, names: seen };
}

/** Identifiers of a piece of code that are no members of something. */
const mentioned = (code: string): string[] =>
  [...code.matchAll(/(?<!\.\s*|->\s*|\w)[A-Za-z_]\w*/g)].map(([name]) => name);

function blankedBetween(text: string, items: readonly Item[], wanted: ReadonlySet<Item>): string {
  const lines = (part: string): string => part.replaceAll(/[^\n]/g, '');
  let [result, at] = ['', 0];
  for (const item of items) {
    if (!wanted.has(item)) continue;
    result += lines(text.slice(at, item.start)) + text.slice(item.start, item.end);
    at = item.end;
  }
  return result + lines(text.slice(at));
}
