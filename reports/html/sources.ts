import type { ReportedFinding } from '../format.ts';
import { type Content, element, type Markup } from './markup.ts';

/** Lines shown before and after each one that a run comes to. */
const AROUND = 20;

/** Texts of sources, by file name. */
export type Texts = ReadonlyMap<string, string>;

/** The files that the runs go through, around their lines; the script shows them beside a run. */
export function drawSources(texts: Texts, findings: readonly ReportedFinding[]): Content {
  const places = findings.flatMap(({ lines = [] }) => lines.map(({ at }) => at));
  const files = [...texts].flatMap(([file, text]) => {
    const own = places.filter((at) => at.startsWith(`${file}:`));
    const near = own.map((at) => Number(at.slice(file.length + 1)));
    return near.length === 0 ? [] : [drawFile(file, text.split('\n'), near)];
  });
  if (files.length === 0) return null;
  return element(
    'details',
    { id: 'sources', class: 'sources' },
    element('summary', {}, 'Sources, around the lines that the runs come to'),
    files,
  );
}

function drawFile(file: string, lines: readonly string[], near: readonly number[]): Markup {
  const isNear = (line: number): boolean => near.some((one) => Math.abs(one - line) <= AROUND);
  const shown = lines.flatMap((text, index) => {
    const line = index + 1;
    if (!isNear(line)) return [];
    return [
      element(
        'li',
        { 'data-line': line, class: !isNear(line - 1) && line > 1 ? 'gap' : undefined },
        element('span', { class: 'line' }, String(line)),
        element('code', {}, text.replaceAll('\t', '    ').replace(/^ +/u, spaces)),
      ),
    ];
  });
  return element(
    'figure',
    { class: 'excerpt', 'data-file': file },
    element('figcaption', {}, file),
    element('ol', {}, shown),
  );
}

/** Room at the beginning of a line, which a text would lose. */
const spaces = (blank: string): string => '\u00A0'.repeat(blank.length);

/** Where the script shows the file around the line of a step, if there is one. */
export const sourceRoom = (): Markup =>
  element('div', {
    class: 'source-room',
    role: 'region',
    'aria-label': 'Source',
    tabindex: 0,
    hidden: true,
  });
