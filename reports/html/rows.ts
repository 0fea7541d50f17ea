import type { LaneRow, Lanes } from '../page/lanes.ts';
import { CALL_MAX, callOf } from './call.ts';
import { element, type Markup, shown } from './markup.ts';
import { lockClass } from './sign.ts';

/** Locks that each lane's task holds at some time, in the order of the legend. */
type Signs = readonly (readonly string[])[];

/** The lanes: time goes down, a column for each task, a stripe for each lock that it holds. */
export function drawRows(lanes: Lanes, place: string): Markup {
  const { rows, law } = lanes;
  const signs = signsOf(lanes);
  return element(
    'div',
    { class: 'lanes', tabindex: 0, role: 'group', 'aria-label': `Lanes of ${law.invariant}` },
    element(
      'table',
      {
        role: 'table',
        class: 'run-table',
        'aria-label': `Run that breaks ${law.invariant}`,
      },
      element('thead', {}, header(lanes, signs)),
      element(
        'tbody',
        {},
        rows.map((row, at) => drawRow(row, { lanes, signs, at, place })),
      ),
    ),
  );
}

const signsOf = ({ tasks, locks, rows }: Lanes): Signs =>
  tasks.map((_, lane) =>
    locks
      .map(({ sign }) => sign)
      .filter((sign) => rows.some((row) => row.held[lane]?.includes(sign))),
  );

const header = ({ tasks, rows }: Lanes, signs: Signs): Markup =>
  element(
    'tr',
    {},
    element('th', { class: 'step', scope: 'col' }, 'step'),
    element('th', { class: 'source', scope: 'col' }, 'source'),
    tasks.map((task, lane) =>
      element(
        'th',
        { class: laneClass(rows, lane), scope: 'col' },
        gutter(signs[lane]!, () => 'head'),
        element('span', { class: 'task' }, task),
      ),
    ),
  );

/** A task that does next to nothing gets less room. */
function laneClass(rows: readonly LaneRow[], lane: number): string {
  const own = rows.filter((row) => row.lane === lane).length;
  return own * SLIM < rows.length ? 'lane slim' : 'lane';
}

/** A lane with less than one of so many rows is slim. */
const SLIM = 8;

interface RowPlace {
  readonly lanes: Lanes;
  readonly signs: Signs;
  readonly at: number;
  readonly place: string;
}

function drawRow(row: LaneRow, { lanes, signs, at, place }: RowPlace): Markup {
  const { kind, step, mark, broke, lane, waitsFor } = row;
  const isStep = kind === 'step';
  const before = lanes.rows[at - 1];
  const after = lanes.rows[at + 1];
  return element(
    'tr',
    {
      class:
        [mark, broke && 'broke', !isStep && mark === null && 'note'].filter(Boolean).join(' ') ||
        undefined,
      'data-step': step ?? undefined,
    },
    element(
      'th',
      { class: 'step', scope: 'row' },
      isStep &&
        element(
          'a',
          { href: `#${place}/step-${step}`, 'aria-label': `step ${step}` },
          String(step),
        ),
      isStep &&
        step === lanes.pointOfNoReturn &&
        element('span', { class: 'no-return', title: 'point of no return' }, '!'),
      broke && element('span', { class: 'cross', 'aria-hidden': 'true' }, '✕'),
    ),
    element('td', { class: 'source' }, row.at ?? ''),
    lane === null
      ? element('td', { class: 'whole' }, said(row, lanes, null))
      : lanes.tasks.map((task, column) => {
          const own = column === lane;
          const classes = [
            laneClass(lanes.rows, column),
            waitsFor[column] !== null && 'waits',
            own && 'own',
          ].filter(Boolean);
          return element(
            'td',
            { class: classes.join(' ') },
            gutter(signs[column]!, (sign) => spanOf(sign, column, [before, row, after])),
            own && said(row, lanes, before?.lane === lane ? null : task),
          );
        }),
  );
}

/** Whether a lock is held in a row, and whether that is the first or last row of it. */
function spanOf(sign: string, lane: number, rows: readonly (LaneRow | undefined)[]): string {
  const [before, now, after] = rows.map((row) => row?.held[lane]?.includes(sign) ?? false);
  if (!now) return '';
  return ['on', !before && 'first', !after && 'last'].filter(Boolean).join(' ');
}

/** The stripes of a lane; what they show, the texts of the steps say too. */
const gutter = (signs: readonly string[], spanOf: (sign: string) => string): Markup =>
  element(
    'span',
    { class: 'gutter', 'aria-hidden': 'true' },
    signs.map((sign) => {
      const span = spanOf(sign);
      const letter = span === 'head' || span.includes('first') ? sign : '';
      return element(
        'i',
        { class: span === '' ? undefined : `${lockClass(sign)} ${span}` },
        letter,
      );
    }),
  );

/** What happened, as one reads it; the task is named where lanes are too narrow for it. */
function said({ text, mark, broke, kind }: LaneRow, { law }: Lanes, task: string | null): Markup {
  return element(
    'span',
    { class: 'said' },
    task !== null && element('span', { class: 'who' }, task),
    kind === 'step'
      ? callOf(text)
      : element('bdi', { class: mark === null ? 'fact' : 'pill' }, shown(text, CALL_MAX)),
    broke &&
      element(
        'span',
        { class: 'verdict' },
        element('strong', {}, `breaks ${law.invariant}`),
        element('span', {}, shown(law.found, CALL_MAX)),
      ),
  );
}
