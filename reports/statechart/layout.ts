import { Graphviz } from '@hpcc-js/wasm-graphviz';
import type { ChartRegion } from '../../model/chart.ts';
import { type Arrow, arrowsOf } from './arrows.ts';
import { DOT_DEFAULTS, dotOfRegion, startOf } from './dot.ts';
import type { Taken } from './format.ts';

/** A place in a picture, in points from its upper left corner. */
export type Point = readonly [x: number, y: number];

/** A line of text: where it begins or has its middle, and how wide it is to be. */
export interface TextAt {
  readonly text: string;
  readonly at: Point;
  readonly width: number;
}

/** A region with a place for everything in it. */
export interface RegionLayout {
  readonly region: ChartRegion;
  readonly width: number;
  readonly height: number;
  readonly start: Point;
  readonly states: readonly {
    readonly id: string;
    readonly at: Point;
    readonly width: number;
    readonly height: number;
    readonly label: TextAt;
  }[];
  /** `arrow` is null for the one from the dot to the initial state. */
  readonly arrows: readonly {
    readonly arrow: Arrow | null;
    /** A Bézier curve: its beginning, and three points for each piece. */
    readonly curve: readonly Point[];
    readonly head: readonly Point[];
    /** One for each line of the arrow. */
    readonly labels: readonly TextAt[];
  }[];
}

/** What Graphviz draws, as its JSON has it; only what is used. */
interface Drawn {
  readonly name?: string;
  readonly pos: string;
  readonly width: string;
  readonly height: string;
  readonly _draw_?: readonly Op[];
  readonly _hdraw_?: readonly Op[];
  readonly _ldraw_?: readonly Op[];
}
interface Op {
  readonly op: string;
  readonly points?: readonly Point[];
  readonly pt?: Point;
  readonly width?: number;
  readonly text?: string;
}
interface DrawnGraph {
  readonly bb: string;
  readonly objects: readonly Drawn[];
  readonly edges: readonly Drawn[];
}

const POINTS_PER_INCH = 72;

/** Gives every part of every region its place; the same chart always gets the same ones. */
export async function layoutOf(
  regions: readonly ChartRegion[],
  taken: Taken | null,
): Promise<RegionLayout[]> {
  const graphviz = await Graphviz.load();
  return regions.map((region) => {
    const statements = [...DOT_DEFAULTS, ...dotOfRegion(region, taken)];
    const json = graphviz.dot(`digraph { ${statements.join('; ')} }`, 'json');
    return placed(region, arrowsOf(region, taken), JSON.parse(json));
  });
}

function placed(
  region: ChartRegion,
  arrows: readonly Arrow[],
  { bb, objects, edges }: DrawnGraph,
): RegionLayout {
  const [, , width, height] = numbersIn(bb) as [number, number, number, number];
  // Graphviz counts upwards.
  const down = ([x, y]: Point): Point => [x, height - y];
  const centre = ({ pos }: Drawn): Point => down(numbersIn(pos) as unknown as Point);
  const called = (name: string): Drawn => objects.find((each) => each.name === name)!;
  const texts = ({ _ldraw_ = [] }: Drawn): TextAt[] =>
    _ldraw_
      .filter(({ op }) => op === 'T')
      .map(({ text, pt, width }) => unspaced({ text: text!, at: down(pt!), width: width! }));
  const points = (ops: readonly Op[] | undefined, kind: string): Point[] =>
    ops!.find(({ op }) => op === kind)!.points!.map(down);
  return {
    region,
    width,
    height,
    start: centre(called(startOf(region))),
    states: region.states.map(({ id }) => {
      const drawn = called(id);
      const size = [drawn.width, drawn.height].map((inches) => Number(inches) * POINTS_PER_INCH);
      const [label] = texts(drawn);
      return { id, at: centre(drawn), width: size[0]!, height: size[1]!, label: label! };
    }),
    // Edges come in the order of their statements; the first one leads to the initial state.
    arrows: edges.map((edge, index) => ({
      arrow: index === 0 ? null : arrows[index - 1]!,
      curve: points(edge._draw_, 'b'),
      head: points(edge._hdraw_, 'P'),
      labels: texts(edge),
    })),
  };
}

/** Width of a space in the font of the labels: 278/1000 of 11 points. */
const SPACE = 3.06;

/** Without the space before and after it that a label is given. */
const unspaced = ({ text, at: [x, y], width }: TextAt): TextAt =>
  text.startsWith(' ')
    ? { text: text.trim(), at: [x + SPACE, y], width: width - 2 * SPACE }
    : { text, at: [x, y], width };

const numbersIn = (text: string): number[] => text.split(',').map(Number);
