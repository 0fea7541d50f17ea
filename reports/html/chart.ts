import type { ChartPicture, ChartRegion } from '../format.ts';
import { element, type Markup } from './markup.ts';

/** The statechart with every state of every region; the script lights those of a step. */
export const drawChart = ({ regions, svg }: ChartPicture): Markup =>
  element(
    'figure',
    // A region that a step does not mention is at rest.
    { class: 'chart', 'data-rest': regions.map(({ name, rest }) => `${name}.${rest}`).join(' ') },
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
