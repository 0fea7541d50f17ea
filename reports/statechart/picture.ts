import type { Chart } from '../../model/chart.ts';
import { type XmlElement, xml } from '../draw/xml.ts';
import type { CoverageKind } from './arrows.ts';
import { inWords } from './conditions.ts';
import type { Drawing } from './format.ts';
import { layoutOf, type Point, type RegionLayout, type TextAt } from './layout.ts';
import { type Placed, stacked } from './stack.ts';
import { PICTURE_CLASS, STYLE_ALONE } from './style.ts';
import { legendOf } from './words.ts';

/** How a picture stands in a page. */
export interface PictureOptions {
  /** With its style sheet in it, unless the page around it has that already. */
  readonly styled?: boolean;
}

/**
 * The statechart as an SVG element, for a file of its own (`xmlDocument`) or inside a page
 * (`xmlText`): each region in a frame, its states as boxes, an arrow for all transitions between
 * two states. A state has `data-state="region.state"`; a page that gives it the class `lit` lights
 * it. The same drawing always gives the same element.
 */
export async function pictureOf(
  { chart, covered }: Pick<Drawing, 'chart' | 'covered'>,
  { styled = true }: PictureOptions = {},
): Promise<XmlElement> {
  const layouts = await layoutOf(chart.regions, covered?.taken ?? null);
  const { width, height, regions } = stacked(layouts);
  const [title, ...notes] = legendOf(chart, covered);
  const size = [width, height].map(String) as [string, string];
  const ids = ['chart-title', 'chart-desc'] as const;
  const events = eventTexts(chart);
  return xml(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: PICTURE_CLASS,
      viewBox: `0 0 ${size.join(' ')}`,
      width: size[0],
      height: size[1],
      role: 'img',
      'aria-labelledby': ids.join(' '),
    },
    [
      xml('title', { id: ids[0] }, [title!.text]),
      xml('desc', { id: ids[1] }, [notes.map(({ text }) => text).join(' ')]),
      ...(styled ? [xml('style', {}, [STYLE_ALONE])] : []),
      xml('rect', { class: 'paper', width: size[0], height: size[1] }),
      xml('text', { class: 'title', ...at([MARGIN, 34]) }, [title!.text]),
      ...notes.map(({ text, coverage }, index) => note(text, coverage, index)),
      ...regions.map((placed) => drawRegion(placed, events)),
    ],
  );
}

const MARGIN = 16;
const NOTE_HEIGHT = 19;

/** A line of the legend. */
const note = (text: string, coverage: CoverageKind | null, index: number): XmlElement =>
  xml('text', { class: classes('note', coverage), ...at([MARGIN, 60 + index * NOTE_HEIGHT]) }, [
    text,
  ]);

/** What each event means, and when it is legal. */
type EventTexts = ReadonlyMap<string, string>;

function drawRegion({ layout, frame, inside }: Placed, events: EventTexts): XmlElement {
  const { region, start, states, arrows } = layout;
  const [x, y] = inside;
  return xml('g', { id: `region-${region.name}`, class: 'region' }, [
    xml('rect', {
      ...at([frame.x, frame.y]),
      width: shown(frame.width),
      height: shown(frame.height),
      rx: '8',
    }),
    xml('text', { class: 'name', ...at([frame.x + 10, frame.y + 20]) }, [region.name]),
    xml('g', { transform: `translate(${shown(x)} ${shown(y)})` }, [
      xml('circle', { class: 'start', cx: shown(start[0]), cy: shown(start[1]), r: '4.3' }),
      ...arrows.map(drawArrow),
      ...states.map(drawState),
      // After all arrows, so that none of them crosses a text out.
      ...arrows.flatMap((each) => drawLabels(each, events)),
    ]),
  ]);
}

function drawState({
  id,
  at: [x, y],
  width,
  height,
  label,
}: RegionLayout['states'][number]): XmlElement {
  return xml('g', { class: 'state', 'data-state': id }, [
    xml('title', {}, [id]),
    xml('rect', {
      ...at([x - width / 2, y - height / 2]),
      width: shown(width),
      height: shown(height),
      rx: '9',
    }),
    xml('text', { ...at(label.at), ...wide(label) }, [label.text]),
  ]);
}

type DrawnArrow = RegionLayout['arrows'][number];

function drawArrow({ arrow, curve, head }: DrawnArrow): XmlElement {
  const [first, ...rest] = curve.map(pair);
  return xml('g', { class: classes('arrow', arrow?.coverage ?? null) }, [
    xml('path', { class: 'curve', d: `M${first} C${rest.join(' ')}` }),
    xml('polygon', { class: 'head', points: head.map(pair).join(' ') }),
  ]);
}

/** The texts at an arrow; a pointer that rests on one of them is told what the event means. */
function drawLabels({ arrow, labels }: DrawnArrow, events: EventTexts): XmlElement[] {
  if (arrow === null) return [];
  return labels.map((label, index) => {
    const { transition, coverage } = arrow.lines[index]!;
    return xml('g', {}, [
      xml('title', {}, [events.get(transition.event)!]),
      xml('text', { class: classes('label', coverage), ...at(label.at), ...wide(label) }, [
        label.text,
      ]),
    ]);
  });
}

const eventTexts = ({ events }: Chart): EventTexts =>
  new Map(
    events.map(({ name, meaning, law }) => [name, `${name}: ${meaning}. Legal: ${inWords(law)}`]),
  );

const classes = (name: string, coverage: CoverageKind | null): string =>
  coverage === null ? name : `${name} ${coverage}`;

/** Two decimals are finer than any screen. */
const shown = (value: number): string => String(Number(value.toFixed(2)));
const pair = ([x, y]: Point): string => `${shown(x)},${shown(y)}`;
const at = ([x, y]: Point) => ({ x: shown(x), y: shown(y) });

/** Whatever font there is, the text takes the room that it was given. */
const wide = ({ width }: TextAt) => ({
  textLength: shown(width),
  lengthAdjust: 'spacingAndGlyphs',
});
