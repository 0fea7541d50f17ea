import { chart } from '../model/chart.ts';
import { faultMachine } from '../model/machine.ts';
import {
  CHECK_SCHEMA,
  type CheckReport,
  GATE_SCHEMA,
  type GateReport,
} from '../properties/finding.ts';
import type { Drawing } from '../reports/chart/format.ts';
import { pictureOf } from '../reports/chart/picture.ts';
import { xmlText } from '../reports/draw/xml.ts';
import type { ChartPicture, Report } from '../reports/format.ts';

/** The statechart for a page: its regions, and where each of them is while nothing happens. */
export const chartPicture = (): ChartPicture => ({
  regions: Object.entries(faultMachine.root.states).map(([name, { states, initial }]) => ({
    name,
    states: Object.keys(states),
    rest: initial.target[0]!.key,
  })),
});

/** What the search behind a document has taken of the statechart; nothing if it does not say. */
export function coveredBy(document: Report | CheckReport | GateReport): Drawing['covered'] {
  if (document.schema !== CHECK_SCHEMA && document.schema !== GATE_SCHEMA) return null;
  const { byRegion: taken } = document.coverage.transitions;
  if (taken === undefined) return null;
  const by = document.schema === CHECK_SCHEMA ? document.subject : document.candidate;
  return { by, runs: document.runs, taken };
}

/** The same as a drawing for the page of the document. */
export async function coveredPicture(document: Report): Promise<{ covered?: string }> {
  const covered = coveredBy(document);
  if (covered === null) return {};
  return { covered: xmlText(await pictureOf({ chart, covered }, { styled: false })) };
}
