import { padded, printable, truncated, widthOf, wrapped } from './width.ts';

const GAP = '  ';

/**
 * A table as lines: columns as wide as they need, and the widest give way where it gets too wide.
 */
export function drawTable(rows: readonly (readonly string[])[], columns: number): string[] {
  const clean = rows.map((row) => row.map(printable));
  const count = Math.max(0, ...clean.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.min(columns, Math.max(...clean.map((row) => widthOf(row[column] ?? '')))),
  );
  narrow(widths, columns - GAP.length * (count - 1));
  return clean.flatMap((row) => drawCells(row, widths));
}

/** A row; its last cell goes on below where it is too long, the others are cut short. */
function drawCells(row: readonly string[], widths: readonly number[]): string[] {
  const last = widths.length - 1;
  const before = widths.slice(0, last).map((width, column) => padded(row[column] ?? '', width));
  return wrapped(row[last] ?? '', Math.max(1, widths[last] ?? 1)).map((line, index) => {
    const cells = index === 0 ? before : before.map((cell) => ' '.repeat(widthOf(cell)));
    return [...cells, truncated(line, widths[last]!)].join(GAP).trimEnd();
  });
}

function narrow(widths: number[], columns: number): void {
  let width = widths.reduce((sum, one) => sum + one, 0);
  while (width > columns) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest] === 0) return;
    widths[widest]! -= 1;
    width -= 1;
  }
}
