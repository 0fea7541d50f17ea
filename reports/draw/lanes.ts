import { percent } from '../page/continuations.ts';
import type { LaneRow, Lanes } from '../page/lanes.ts';
import { padded, printable, truncated, truncatedCall, widthOf, wrapped } from './width.ts';

/** A line of a picture; `tone` is for those who have colours. */
export interface Line {
  readonly text: string;
  readonly tone: 'head' | 'step' | 'note' | 'broke';
  /** What belongs to single lanes, from left to right: each up to the next one. */
  readonly pieces?: readonly Piece[];
}

/** Where in the text of a line something of a lane begins. */
export interface Piece {
  readonly from: number;
  readonly lane: number;
}

/** Columns that an operation should have even in the last lane. */
const TEXT_MIN = 46;
/** Lanes need not be further apart than that. */
const LANE_MAX = 44;

interface Geometry {
  /** By lane: signs of the locks that its task holds at some time. */
  readonly signs: readonly (readonly string[])[];
  /** Where each lane begins in the part right of the locks. */
  readonly starts: readonly number[];
  /** Columns of the probabilities, 0 if they never change. */
  readonly probabilities: number;
  /** Columns of the places in the source, 0 if there are none or there is no room. */
  readonly source: number;
  /** Columns left of the lanes, and of the lanes. */
  readonly margin: number;
  readonly width: number;
}

/** The picture in characters: step, locks held, then one lane per task. */
export function drawLanes(lanes: Lanes, columns: number): Line[] {
  const geometry = geometryOf(lanes, columns);
  const probabilities = probabilityCells(lanes);
  return [
    ...header(lanes, geometry),
    ...lanes.rows.map((row, index) => drawRow(row, probabilities[index]!, { lanes, geometry })),
    ...legend(lanes, columns),
  ].map((line) => ({ ...line, text: truncated(line.text.trimEnd(), columns) }));
}

function geometryOf({ tasks, locks, rows, pointOfNoReturn }: Lanes, columns: number): Geometry {
  const signs = tasks.map((_, lane) =>
    locks
      .map(({ sign }) => sign)
      .filter((sign) => rows.some((row) => row.held[lane]?.includes(sign))),
  );
  const widths = signs.map((own) => own.join('').length);
  const held = widths.filter((width) => width > 0);
  const probabilities = pointOfNoReturn === null ? 0 : HEAD.length + 1;
  const bare = MARK + STEP + probabilities + held.reduce((sum, width) => sum + width + 1, 1);
  const places = Math.max(
    0,
    ...rows.map(({ at }) => (at === null ? 0 : widthOf(printable(at)) + 1)),
  );
  const source = columns - bare - places < SOURCE_ROOM ? 0 : places;
  const margin = bare + source;
  const width = Math.max(1, columns - margin);
  const gaps = Math.max(1, tasks.length - 1);
  const apart = Math.min(LANE_MAX, Math.max(2, Math.floor((width - TEXT_MIN) / gaps)));
  return {
    signs,
    starts: tasks.map((_, lane) => lane * apart),
    probabilities,
    source,
    margin,
    width,
  };
}

/** Places are left out if there are fewer columns than that beside them. */
const SOURCE_ROOM = 30;
const MARK = 4;
const STEP = 4;
/** Over the probabilities; as wide as the widest of them, `~>99%`. */
const HEAD = 'fails';

/** By row: its probability, where it is another one than before. */
function probabilityCells({ rows, estimated }: Lanes): string[] {
  let shown = '';
  return rows.map(({ probability }) => {
    const now = probability === null ? shown : percent(probability, estimated);
    const cell = now === shown ? '' : now;
    shown = now;
    return cell;
  });
}

function drawRow(
  row: LaneRow,
  probability: string,
  { lanes, geometry }: { lanes: Lanes; geometry: Geometry },
): Line {
  const isLast = row.kind === 'step' && row.step === lanes.pointOfNoReturn;
  const mark = row.broke ? '>>>' : isLast ? '!' : '';
  const step = row.kind === 'step' ? String(row.step) : '';
  const held = heldCells(geometry, (lane, sign) => row.held[lane]!.includes(sign));
  const text = printable(row.text).replace(/ +/gu, ' ');
  const place = padded(geometry.source === 0 ? '' : printable(row.at ?? ''), geometry.source);
  const fails =
    geometry.probabilities === 0 ? '' : `${probability.padStart(geometry.probabilities - 1)} `;
  const margin = `${padded(mark, MARK)}${step.padStart(STEP)} ${fails}${place}${held}`;
  if (row.lane === null) return { text: margin + text, tone: row.broke ? 'broke' : 'note' };
  const indent = row.kind === 'step' ? '' : '  ';
  const beside = inLane(indent + text, row.lane, row, lanes, geometry);
  return {
    text: margin + beside.text,
    tone: row.broke ? 'broke' : row.kind,
    pieces: shifted(beside.pieces, margin.length),
  };
}

function heldCells({ signs }: Geometry, isHeld: (lane: number, sign: string) => boolean): string {
  const cells = signs.map((own, lane) =>
    own.map((sign) => (isHeld(lane, sign) ? sign : '·'.repeat(sign.length))).join(''),
  );
  return cells.map((cell) => (cell === '' ? '' : `${cell} `)).join('');
}

/** The text at its lane's place; the other lanes are bars, as far as the text leaves them room. */
function inLane(
  text: string,
  lane: number,
  { waitsFor }: LaneRow,
  { tasks }: Lanes,
  { starts, width }: Geometry,
): { readonly text: string; readonly pieces: readonly Piece[] } {
  let line = '';
  const pieces: Piece[] = [];
  for (const at of tasks.keys()) {
    const start = starts[at]!;
    if (widthOf(line) >= start + (at === 0 ? 1 : 0)) continue;
    line = padded(line, start);
    pieces.push({ from: line.length, lane: at });
    if (at === lane) line += truncatedCall(text, Math.max(1, width - start));
    else line += waitsFor[at] !== null ? '┊' : '│';
  }
  return { text: line, pieces };
}

const shifted = (pieces: readonly Piece[], by: number): readonly Piece[] =>
  pieces.map(({ from, lane }) => ({ from: from + by, lane }));

/** Names over the lanes, one under the other where they do not fit side by side. */
function header({ tasks }: Lanes, geometry: Geometry): Line[] {
  const { starts, probabilities, source, margin, width, signs } = geometry;
  const numbered = tasks.map((task, lane) =>
    tasks.length === 1 ? printable(task) : `${lane + 1} ${printable(task)}`,
  );
  const number = (lane: number): string => (tasks.length === 1 ? '' : String(lane + 1));
  const cells = signs
    .map((own, lane) => (own.length === 0 ? '' : `${padded(number(lane), own.join('').length)} `))
    .join('');
  const left = padded(
    `${' '.repeat(MARK)}step ${probabilities === 0 ? '' : `${HEAD} `}${padded(source === 0 ? '' : 'source', source)}${cells}`,
    margin,
  );
  const lines: { text: string; pieces: Piece[] }[] = [];
  numbered.forEach((name, lane) => {
    const start = starts[lane]!;
    const last = lines.at(-1);
    const fits = last !== undefined && widthOf(last.text) < start;
    const line = fits ? last : { text: '', pieces: [] };
    if (!fits) lines.push(line);
    const before = fits ? padded(line.text, start) : bars(starts, lane);
    line.pieces.push({ from: before.length, lane });
    line.text = before + name;
  });
  return lines.map(({ text, pieces }, index) => ({
    text: (index === lines.length - 1 ? left : ' '.repeat(margin)) + truncated(text, width),
    tone: 'head',
    pieces: shifted(pieces, index === lines.length - 1 ? left.length : margin),
  }));
}

/** Bars of the lanes before this one, up to its place. */
const bars = (starts: readonly number[], lane: number): string =>
  starts
    .slice(0, lane)
    .reduce((line, start) => `${padded(line, start)}│`, '')
    .padEnd(starts[lane]!);

const FAILS = [
  'fails: failure probability after the step, if chance decides the rest',
  '! from here on all do',
];

/** What the signs mean. */
function legend({ locks, rows, pointOfNoReturn }: Lanes, columns: number): Line[] {
  const signs = locks.map(({ sign, meaning }) => `${sign} ${printable(meaning)}`);
  const waits = rows.some(({ waitsFor }) => waitsFor.some((object) => object !== null))
    ? ['┊ waits']
    : [];
  const marks = rows.some(({ broke }) => broke) ? ['>>> the law breaks here'] : [];
  const probabilities = pointOfNoReturn === null ? [] : FAILS;
  const indent = ' '.repeat(MARK);
  return wrapped([...signs, ...waits, ...marks, ...probabilities].join('; '), columns - MARK).map(
    (text) => ({
      text: indent + text,
      tone: 'note',
    }),
  );
}
