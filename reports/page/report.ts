import type { ListReport } from '../../properties/answers/list-report.ts';
import type { Report } from '../format.ts';
import { checkPage } from './check.ts';
import { counterexamplePage } from './counterexample.ts';
import { explorePage } from './explore.ts';
import { gatePage } from './gate.ts';
import { mutatePage } from './mutate.ts';
import { overviewOf } from './overview.ts';
import type { Page } from './page.ts';
import { rangePage } from './range.ts';
import { replayPage } from './replay.ts';
import { witnessPage } from './witness.ts';

/** What a report says, the same for every format that is read by people. */
export function pageOf(report: Report): Page {
  switch (report.schema) {
    case 'faultline.check/1':
      return checkPage(report);
    case 'faultline.checks/1':
      return [...overviewOf(report.reports), ...report.reports.flatMap(checkPage)];
    case 'faultline.explore/1':
      return explorePage(report);
    case 'faultline.explores/1':
      return [...overviewOf(report.reports), ...report.reports.flatMap(explorePage)];
    case 'faultline.gate/1':
      return gatePage(report);
    case 'faultline.range/1':
      return rangePage(report);
    case 'faultline.mutate/1':
      return mutatePage(report);
    case 'faultline.replay/1':
      return replayPage(report);
    case 'faultline.witness/1':
      return witnessPage(report);
    case 'faultline.counterexample/1':
      return counterexamplePage(report);
    case 'faultline.list/1':
      return listPage(report);
    case 'faultline.lists/1':
      return report.lists.flatMap(listPage);
  }
}

const listPage = ({ what, entries }: ListReport): Page => [
  { kind: 'heading', level: 2, text: `${what} (${entries.length})` },
  { kind: 'table', head: [], rows: entries.map(({ name, summary }) => [name, summary]) },
];
