import type { ChartPicture, ChartRegion } from '../format.ts';
import { element, type Markup } from './markup.ts';

/** Every state of every region of the statechart; the script lights those of a step. */
export const drawChart = ({ regions }: ChartPicture): Markup =>
  element(
    'figure',
    // A region that a step does not mention is at rest.
    { class: 'chart', 'data-rest': regions.map(({ rest }) => rest).join(' ') },
    element('figcaption', {}, 'Statechart'),
    regions.map(drawRegion),
  );

const drawRegion = ({ name, states }: ChartRegion): Markup =>
  element(
    'div',
    { class: 'region', role: 'group', 'aria-label': name },
    element('span', { class: 'name' }, name),
    element(
      'ul',
      {},
      states.map((id) => element('li', { 'data-state': id }, id.slice(name.length + 1))),
    ),
  );

/** Room for the drawing beside a run; the script puts it there, for the page has it once. */
export const drawingRoom = (): Markup =>
  element('details', { class: 'drawing' }, element('summary', {}, 'The statechart as a drawing'));

/** The drawing, too wide for some screens. */
export const drawDrawing = (svg: string, isCovered: boolean): Markup =>
  element(
    'section',
    { id: 'statechart', class: 'covered' },
    element('h2', {}, isCovered ? 'Statechart, and what the search has taken of it' : 'Statechart'),
    element(
      'div',
      { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Statechart' },
      { html: svg },
    ),
  );
