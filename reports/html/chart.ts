import type { ChartPicture, ChartRegion } from '../format.ts';
import { element, type Markup } from './markup.ts';

/** The statechart with every state of every region; the script lights those of a step. */
export const drawChart = ({ regions, svg }: ChartPicture): Markup =>
  element(
    'figure',
    { class: 'chart' },
    element('figcaption', {}, 'Statechart'),
    svg === undefined ? regions.map(drawRegion) : { html: svg },
  );

const drawRegion = ({ name, states }: ChartRegion): Markup =>
  element(
    'div',
    { class: 'region', role: 'group', 'aria-label': name },
    element('span', { class: 'name' }, name),
    element(
      'ul',
      {},
      states.map((state) => element('li', { 'data-state': `${name}.${state}` }, state)),
    ),
  );

/** The state of every region: those that are named, and the others at rest. */
export function statesOf(named: string, { regions }: ChartPicture): readonly string[] {
  const words = named.split(' ');
  return regions.map(
    ({ name, rest }) => words.find((word) => word.startsWith(`${name}.`)) ?? `${name}.${rest}`,
  );
}
