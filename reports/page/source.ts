import type { JudgedHandlers, SourceCoverage } from '../../impl/subject.ts';
import type { Excerpt } from '../../properties/answers/finding.ts';
import type { Block, Fact } from './page.ts';
import { few } from './words.ts';

/** Names listed of what was not reached. */
const LISTED_MAX = 12;
const FUNCTIONS_MAX = 6;
/** Characters shown of a line. */
const TEXT_MAX = 300;

/** Which lines and branches of a subject in C the runs reached, and which they did not. */
export function sourceFacts(source: SourceCoverage): Fact[] {
  const { handlers, lines, branches, neverCalled, beside } = source;
  const ways = branches.never.map(({ at, to }) => `${at}→${to === null ? '' : lineIn(to)}`);
  const facts: (Fact | false)[] = [
    handlers !== undefined && ['Judged', judgedIn(handlers)],
    ['C lines', `${lines.reached} of ${lines.total} reached`],
    lines.never.length > 0 && ['Never reached', few(ranges(lines.never), LISTED_MAX)],
    ['C branches', `${branches.reached} of ${branches.total} taken`],
    ways.length > 0 && ['Not taken', few(shortened(ways), LISTED_MAX)],
    neverCalled.length > 0 && ['Never called', few(neverCalled, FUNCTIONS_MAX)],
    beside.length > 0 && ['Not counted', `${few(beside, FUNCTIONS_MAX)}: no fault comes there`],
  ];
  return facts.filter((fact) => fact !== false);
}

/** `fault ttm_bo_vm_fault; not open ttm_bo_vm_open` */
const judgedIn = ({ fault, mkwrite, beside }: JudgedHandlers): string => {
  const own = fault === 'faultline_default_fault' ? 'that of Faultline, on the helpers' : fault;
  return [
    `fault: ${own}`,
    ...(mkwrite === null ? [] : [`mkwrite: ${mkwrite}`]),
    ...(beside.length === 0 ? [] : [`not: ${few(beside, FUNCTIONS_MAX)}`]),
  ].join('; ');
};

const lineIn = (place: string): string => place.slice(place.lastIndexOf(':') + 1);
const fileIn = (place: string): string => place.slice(0, place.indexOf(':') + 1);

/** `a.c:1`, `a.c:2`, `a.c:3`, `a.c:7` as `a.c:1-3`, `7`. */
function ranges(places: readonly string[]): string[] {
  const found: { readonly file: string; readonly first: number; last: number }[] = [];
  for (const place of places) {
    const [file, line] = [fileIn(place), Number(lineIn(place))];
    const open = found.at(-1);
    if (open?.file === file && open.last + 1 === line) open.last = line;
    else found.push({ file, first: line, last: line });
  }
  return shortened(
    found.map(({ file, first, last }) => `${file}${first}${last > first ? `-${last}` : ''}`),
  );
}

/** The file is named where it changes. */
const shortened = (places: readonly string[]): string[] =>
  places.map((place, index) => {
    const file = fileIn(place);
    return index > 0 && fileIn(places[index - 1]!) === file ? place.slice(file.length) : place;
  });

/** The lines around the one at which a law broke. */
export const excerptBlock = ({ at, exact, lines }: Excerpt, task: string): Block => ({
  kind: 'excerpt',
  title: exact ? at : `${at}, where ${task} had been last`,
  lines: lines.map(({ line, text }) => ({
    line,
    // It is a stranger's, and goes to terminals and pages.
    text: text
      .replaceAll('\t', '    ')
      .replaceAll(/[\p{Cc}\p{Cf}]/gu, '\u{FFFD}')
      .slice(0, TEXT_MAX),
    marked: line === Number(lineIn(at)),
  })),
});
