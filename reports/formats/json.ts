import { counterexampleText } from '../counterexample.ts';
import type { Format } from '../format.ts';
import { inOrder } from '../json/key-order.ts';
import { jsonText } from '../json/text.ts';
import { schemas } from '../schemas.ts';

const SCHEMAS = {
  'faultline.check/1': schemas.check,
  'faultline.checks/1': schemas.checks,
  'faultline.explore/1': schemas.explore,
  'faultline.explores/1': schemas.explores,
  'faultline.gate/1': schemas.gate,
  'faultline.mutate/1': schemas.mutate,
  'faultline.range/1': schemas.range,
  'faultline.replay/1': schemas.replay,
  'faultline.witness/1': schemas.witness,
  'faultline.list/1': schemas.list,
  'faultline.lists/1': schemas.lists,
} as const;

const COUNTEREXAMPLE = 'faultline.counterexample/1';

/** The document itself, for programs; its schema is in `schemas/`. */
const json: Format = {
  summary: 'One JSON document, as its schema in reports/schemas describes it.',
  extension: '.json',
  render: (report) =>
    report.schema === COUNTEREXAMPLE
      ? counterexampleText(report)
      : jsonText(inOrder(report, SCHEMAS[report.schema])),
};

export default json;
