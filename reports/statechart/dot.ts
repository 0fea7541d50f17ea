import type { ChartRegion } from '../../model/chart.ts';
import { type Arrow, arrowsOf } from './arrows.ts';
import type { Taken } from './format.ts';

const FONT = 'fontname="Helvetica"';
/** How states, arrows and the dots before initial states look. */
export const DOT_DEFAULTS = [
  `graph [${FONT}, fontsize=14, nodesep=0.18, ranksep=0.28]`,
  `node [shape=box, style=rounded, ${FONT}, fontsize=13, height=0.36, margin="0.14,0.06"]`,
  `edge [${FONT}, fontsize=11, arrowsize=0.8]`,
];

/** A string of the DOT language. */
export const quoted = (text: string): string =>
  `"${text.replaceAll(/["\\]/g, (each) => `\\${each}`)}"`;

/** The name of the dot from which an arrow leads to the initial state. */
export const startOf = ({ name }: ChartRegion): string => `start.${name}`;

/** States and arrows of a region as statements of the DOT language. */
export function dotOfRegion(region: ChartRegion, taken: Taken | null): string[] {
  const start = quoted(startOf(region));
  return [
    `${start} [shape=point, width=0.12, label=""]`,
    ...region.states.map(({ id, name }) => `${quoted(id)} [label=${quoted(name)}]`),
    `${start} -> ${quoted(region.initial)}`,
    ...arrowsOf(region, taken).map(dotOfArrow),
  ];
}

const LOOKS = { taken: 'penwidth=1.6', never: 'style=dashed', absent: 'style=dotted' };

function dotOfArrow({ from, to, lines, coverage }: Arrow): string {
  // \l ends a line that is flush left; spaces keep the text off the arrow.
  const label = lines.map(({ text }) => ` ${quoted(text).slice(1, -1)} \\l`).join('');
  const look = coverage === null ? '' : `, ${LOOKS[coverage]}`;
  return `${quoted(from)} -> ${quoted(to)} [label="${label}"${look}]`;
}
