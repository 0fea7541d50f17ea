import type { ChartRegion } from '../../../model/chart.ts';
import { arrowsOf } from '../arrows.ts';
import type { ChartFormat, Taken } from '../format.ts';

/** For pages that draw Mermaid by themselves. */
const mermaid: ChartFormat = {
  summary: 'A stateDiagram-v2 of Mermaid, which code hosts draw in Markdown.',
  extension: '.mmd',
  render: ({ chart, covered }) =>
    [
      'stateDiagram-v2',
      `  state "one faulting task" as ${chart.id} {`,
      chart.regions
        .map((region) => drawRegion(region, covered?.taken ?? null).join('\n'))
        .join('\n    --\n'),
      '  }',
      '',
    ].join('\n'),
};

export default mermaid;

/** States are words of Mermaid's language, and those of all regions are in one room. */
const word = (state: string): string => state.replaceAll('.', '_');

function drawRegion(region: ChartRegion, taken: Taken | null): string[] {
  const { name, initial, states } = region;
  return [
    `state ${name} {`,
    ...states.map((state) => `  state "${state.name}" as ${word(state.id)}`),
    `  [*] --> ${word(initial)}`,
    ...arrowsOf(region, taken).map(({ from, to, lines }) => {
      const label = lines.map(({ text }) => text).join('<br>');
      return `  ${word(from)} --> ${word(to)}: ${label}`;
    }),
    '}',
  ].map((line) => `    ${line}`);
}
