import { DOT_DEFAULTS, dotOfRegion, quoted } from '../dot.ts';
import type { ChartFormat } from '../format.ts';

/** The input of Graphviz. */
const dot: ChartFormat = {
  summary: 'The DOT language of Graphviz: a cluster for each region.',
  extension: '.dot',
  render: ({ chart, covered }) =>
    [
      `digraph ${quoted(chart.id)} {`,
      ...DOT_DEFAULTS.map((line) => `  ${line};`),
      ...chart.regions.flatMap((region) => [
        '',
        `  subgraph ${quoted(`cluster_${region.name}`)} {`,
        `    label=${quoted(region.name)};`,
        ...dotOfRegion(region, covered?.taken ?? null).map((line) => `    ${line};`),
        '  }',
      ]),
      '}',
      '',
    ].join('\n'),
};

export default dot;
