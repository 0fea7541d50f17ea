import { usage, type WrongUsage } from './failure.ts';

/** Orders names with numbers in them: `v5.3` before `v5.10`. */
export const byVersion = (a: string, b: string): number =>
  a.localeCompare(b, 'en', { numeric: true });

/**
 * Wrong usage: there is no such name; says what there is, and which one was probably meant. Names
 * in `more` are good too, but too many to be listed.
 */
export function unknownName(
  kind: string,
  name: string,
  { names, more = [] }: { names: Iterable<string>; more?: Iterable<string> },
): WrongUsage {
  const listed = [...names].sort(byVersion);
  const guess = didYouMean(name, [...listed, ...more]);
  return usage(`no ${kind} is called ${name}${guess} (there are: ${listed.join(', ') || 'none'})`);
}

/** The entry with this name, or wrong usage. */
export function lookUp<T>(kind: string, name: string, entries: ReadonlyMap<string, T>): T {
  const entry = entries.get(name);
  if (entry === undefined) throw unknownName(kind, name, { names: entries.keys() });
  return entry;
}

/** Words to end a line with: the name that was probably meant, or nothing. */
export function didYouMean(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  return near === undefined ? '' : `; did you mean ${near}?`;
}

/** The name with the fewest edits, unless even that one is far away. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const edits = names.map((other) => distance(name.toLowerCase(), other.toLowerCase()));
  const fewest = Math.min(...edits);
  return fewest <= Math.max(1, Math.floor(name.length / 3))
    ? names[edits.indexOf(fewest)]
    : undefined;
}

/** Edit distance with swaps of neighbours (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, changed);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, rows[i - 2]![j - 2]! + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
