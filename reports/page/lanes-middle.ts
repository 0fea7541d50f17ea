import { type LaneRow, LOOP } from './lanes.ts';

/** Lines shown of a run that is longer than that, at its ends and around the broken law. */
const ROWS_MAX = 160;
const ENDS = 50;

/** The rows that are shown; a row says how many were left out. */
export function withoutMiddle(rows: readonly LaneRow[]): readonly LaneRow[] {
  if (rows.length <= ROWS_MAX) return rows;
  const broke = rows.findIndex((row) => row.broke);
  const isShown = (at: number): boolean =>
    rows[at]!.text.startsWith(LOOP) ||
    at < ENDS ||
    at >= rows.length - ENDS ||
    (broke >= 0 && Math.abs(at - broke) <= ENDS / 2);
  const shown: LaneRow[] = [];
  let left = 0;
  rows.forEach((row, at) => {
    if (!isShown(at)) {
      left += 1;
      return;
    }
    if (left > 0) shown.push({ ...rows[at - 1]!, ...GAP, text: `… ${left} lines left out …` });
    left = 0;
    shown.push(row);
  });
  return shown;
}

const GAP = {
  kind: 'note',
  step: null,
  lane: null,
  at: null,
  source: null,
  mark: 'gap',
  broke: false,
  memory: [],
  chart: null,
  share: null,
} as const;
