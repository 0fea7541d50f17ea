import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';

const { id, $schema: _, ...rules } = schema;
// The schema is of draft 4, which spells the name of a schema `id`; nothing else in it is old.
const ajv = new Ajv({
  strict: false,
  allErrors: true,
  unicodeRegExp: false,
  formats: {
    uri: (text: string) => URL.canParse(text),
    'uri-reference': (text: string) => /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/.test(text),
    // No time is in a log: the same arguments give the same bytes.
    'date-time': () => false,
  },
});
const validate = ajv.compile({ ...rules, $id: id });

/** What is wrong with a SARIF log by the schema of the standard; empty if nothing is. */
export const sarifFaults = (log: unknown): string =>
  validate(log) ? '' : ajv.errorsText(validate.errors);
