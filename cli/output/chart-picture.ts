import { chart } from '../../model/chart.ts';
import { CHECK_SCHEMA, type CheckReport } from '../../properties/answers/check-report.ts';
import { GATE_SCHEMA, type GateReport } from '../../properties/answers/gate-report.ts';
import { xmlText } from '../../reports/draw/xml.ts';
import type { ChartPicture, Report } from '../../reports/format.ts';
import type { Drawing } from '../../reports/statechart/format.ts';
import { pictureOf } from '../../reports/statechart/picture.ts';

/** The statechart for the page of a document, with what the search behind it has taken of it. */
export async function chartPicture(document: Report): Promise<ChartPicture> {
  const covered = coveredBy(document);
  return {
    regions: chart.regions.map(({ name, initial, states }) => ({
      name,
      rest: initial,
      states: states.map(({ id }) => id),
    })),
    svg: xmlText(await pictureOf({ chart, covered }, { styled: false })),
    isCovered: covered !== null,
  };
}

/** What the search behind a document has taken of the statechart; nothing if it does not say. */
export function coveredBy(document: Report | CheckReport | GateReport): Drawing['covered'] {
  if (document.schema !== CHECK_SCHEMA && document.schema !== GATE_SCHEMA) return null;
  const { byRegion: taken } = document.coverage.transitions;
  if (taken === undefined) return null;
  const by = document.schema === CHECK_SCHEMA ? document.subject : document.candidate;
  return { by, runs: document.runs, taken };
}
