import type { Point, RegionLayout } from './layout.ts';

/** A region, and where it stands in the picture. */
export interface Placed {
  readonly layout: RegionLayout;
  readonly frame: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  /** Where the upper left corner of the layout is. */
  readonly inside: Point;
}

/** Between frames, and around all of them. */
const GAP = 16;
/** Inside a frame, around the layout; above it there is the name as well. */
const PADDING = 12;
const NAME = 26;
/** Above the frames: the title and what there is to know. */
const LEGEND_WIDTH = 620;
/** Regions with no more states than that say what is held; they share the first row. */
const SMALL = 2;

/** Small regions in a row beside the legend, each of the others below them. */
export function stacked(layouts: readonly RegionLayout[]): {
  readonly width: number;
  readonly height: number;
  readonly regions: readonly Placed[];
} {
  const isSmall = ({ region }: RegionLayout): boolean => region.states.length <= SMALL;
  const small = layouts.filter(isSmall);
  const large = layouts.filter((layout) => !isSmall(layout));
  const rowHeight = Math.max(0, ...small.map(({ height }) => height));
  let x = GAP + LEGEND_WIDTH;
  const row = small.map((layout) => {
    const placed = framed(layout, [x, GAP], [widthIn(layout), rowHeight]);
    x += placed.frame.width + GAP;
    return placed;
  });
  const width = Math.max(x, ...large.map((layout) => widthIn(layout) + 2 * (PADDING + GAP)));
  let y = GAP + (row[0]?.frame.height ?? 0) + GAP;
  const column = large.map((layout) => {
    const placed = framed(layout, [GAP, y], [width - 2 * (GAP + PADDING), layout.height]);
    y += placed.frame.height + GAP;
    return placed;
  });
  return { width: Math.ceil(width), height: Math.ceil(y), regions: [...row, ...column] };
}

/** The name has to fit too: a letter of it takes nearly as much as that. */
const LETTER = 8.5;
const widthIn = ({ width, region }: RegionLayout): number =>
  Math.max(width, region.name.length * LETTER);

/** A frame with its corner there, and the layout in the middle of this much room. */
function framed(layout: RegionLayout, [x, y]: Point, [width, height]: Point): Placed {
  return {
    layout,
    frame: { x, y, width: width + 2 * PADDING, height: height + 2 * PADDING + NAME },
    inside: [x + PADDING + (width - layout.width) / 2, y + PADDING + NAME],
  };
}
