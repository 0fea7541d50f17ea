/** A colour on light and on dark paper. */
type Ink = readonly [light: string, dark: string];

const PAPER: Ink = ['#ffffff', '#0d1117'];
const INKS = {
  paper: PAPER,
  text: ['#1f2328', '#e6edf3'],
  faint: ['#59636e', '#9198a1'],
  region: ['#f6f8fa', '#151b23'],
  frame: ['#d1d9e0', '#3d444d'],
  state: ['#ddf4ff', '#12304f'],
  edge: ['#59636e', '#9198a1'],
  // These two are told apart by everybody, and by their dashes too.
  taken: ['#0550ae', '#79c0ff'],
  never: ['#bc4c00', '#ffa657'],
  lit: ['#fff8c5', '#7d5b00'],
} as const satisfies Record<string, Ink>;

const rules = (shade: (ink: Ink) => string): string[] => {
  const ink = (name: keyof typeof INKS): string => shade(INKS[name]);
  return [
    `.paper { fill: ${ink('paper')} }`,
    `text { fill: ${ink('text')} }`,
    `.faint { fill: ${ink('faint')} }`,
    `.region rect { fill: ${ink('region')}; stroke: ${ink('frame')} }`,
    `.state rect { fill: ${ink('state')}; stroke: ${ink('text')} }`,
    `.label { stroke: ${ink('region')} }`,
    `.curve { stroke: ${ink('edge')} }`,
    `.head, .start { fill: ${ink('edge')} }`,
    `.taken .curve { stroke: ${ink('taken')} }`,
    `.taken .head, text.taken { fill: ${ink('taken')} }`,
    `.never .curve { stroke: ${ink('never')} }`,
    `.never .head, text.never { fill: ${ink('never')} }`,
    `text.absent { fill: ${ink('faint')} }`,
    `.lit rect { fill: ${ink('lit')}; stroke: ${ink('never')} }`,
  ];
};

const SHAPES = [
  'text { font: 11px Helvetica, Arial, sans-serif }',
  '.title { font-size: 20px; font-weight: bold }',
  '.name { font-size: 14px; font-weight: bold }',
  '.state text { font-size: 13px; text-anchor: middle }',
  '.note { font-size: 13px }',
  // The line under a label does not cut it.
  '.label { paint-order: stroke; stroke-width: 3px; stroke-linejoin: round }',
  '.curve { fill: none }',
  '.taken .curve { stroke-width: 1.8 }',
  '.never .curve { stroke-dasharray: 6 3 }',
  '.absent .curve { stroke-dasharray: 1 3 }',
  '.lit rect { stroke-width: 3 }',
  '.lit text { font-weight: bold }',
];

/** Rules for the elements of the picture and nothing else in the page around it. */
const within = (scope: string, lines: readonly string[]): string =>
  lines
    .map((line) => {
      const [selectors, body] = line.split(' {') as [string, string];
      const own = selectors.split(', ').map((selector) => `${scope} ${selector}`);
      return `${own.join(', ')} {${body}`;
    })
    .join('\n');

/** The class of the picture's root, under which its style sheet works. */
export const PICTURE_CLASS = 'faultline-chart';

/** The style sheet of a picture by itself: light, or dark where the reader prefers that. */
export const STYLE_ALONE: string = [
  '',
  within(`.${PICTURE_CLASS}`, [...SHAPES, ...rules(([light]) => light)]),
  '@media (prefers-color-scheme: dark) {',
  within(
    `.${PICTURE_CLASS}`,
    rules(([, dark]) => dark),
  ),
  '}',
  '',
].join('\n');

/** The style sheet of a picture in a page: light or dark as the page is, by its `color-scheme`. */
export const STYLE_IN_PAGE: string = within(`.${PICTURE_CLASS}`, [
  ...SHAPES,
  ...rules(([light, dark]) => `light-dark(${light}, ${dark})`),
]);
