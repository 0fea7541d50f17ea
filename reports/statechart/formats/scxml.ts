import type { Chart, ChartRegion, ChartTransition } from '../../../model/chart.ts';
import { type XmlElement, xml, xmlDocument } from '../../draw/xml.ts';
import { timesTaken } from '../arrows.ts';
import { inScript, predicatesIn } from '../conditions.ts';
import type { ChartFormat, Taken } from '../format.ts';

/** The exchange format of the W3C. */
const scxml: ChartFormat = {
  summary: 'SCXML of the W3C, with the laws as conditions in ECMAScript.',
  extension: '.scxml',
  render: ({ chart, covered }) => xmlDocument(documentOf(chart, covered?.taken ?? null)),
};

export default scxml;

/** Attributes of other names may stand beside those of SCXML in a namespace of their own. */
const FAULTLINE = 'urn:faultline:coverage';

const documentOf = (chart: Chart, taken: Taken | null): XmlElement =>
  xml(
    'scxml',
    {
      xmlns: 'http://www.w3.org/2005/07/scxml',
      'xmlns:faultline': taken === null ? undefined : FAULTLINE,
      version: '1.0',
      name: chart.id,
      datamodel: 'ecmascript',
    },
    [
      // What flags and profile say is for the one who runs it to set.
      xml(
        'datamodel',
        {},
        predicatesOf(chart).map((id) => xml('data', { id, expr: 'false' })),
      ),
      xml(
        'parallel',
        { id: chart.id },
        chart.regions.map((region) => regionOf(region, chart, taken)),
      ),
    ],
  );

function predicatesOf({ events, regions }: Chart): string[] {
  const conditions = [
    ...events.map(({ law }) => law),
    ...regions.flatMap(({ transitions }) => transitions.flatMap(({ when }) => when ?? [])),
  ];
  return [...new Set(conditions.flatMap(predicatesIn))].sort();
}

const regionOf = (
  { name, initial, states, transitions }: ChartRegion,
  chart: Chart,
  taken: Taken | null,
): XmlElement =>
  xml(
    'state',
    { id: name, initial },
    states.map(({ id }) =>
      xml(
        'state',
        { id },
        transitions
          .filter(({ from }) => from === id)
          .map((transition) => transitionOf(transition, chart, taken)),
      ),
    ),
  );

function transitionOf(
  transition: ChartTransition,
  { events }: Chart,
  taken: Taken | null,
): XmlElement {
  const { event, to, when } = transition;
  const { law } = events.find(({ name }) => name === event)!;
  const times = taken === null ? undefined : timesTaken(transition, taken);
  return xml('transition', {
    event,
    cond: inScript(when === null ? law : { kind: 'all', of: [law, when] }),
    target: to,
    'faultline:times': times === undefined ? undefined : String(times),
  });
}
