import type { Cells } from '../model/page.ts';
import { padded, printable, widthOf } from './width.ts';

const GAP = '  ';

/** A table as lines: columns as wide as they need, the widest give way where it is too wide. */
export function drawTable(rows: readonly Cells[], columns: number): string[] {
  const clean = rows.map((row) => row.map(printable));
  const count = Math.max(0, ...clean.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.min(columns, Math.max(...clean.map((row) => widthOf(row[column] ?? '')))),
  );
  narrow(widths, columns - GAP.length * (count - 1));
  return clean.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column]!))
      .join(GAP)
      .trimEnd(),
  );
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
