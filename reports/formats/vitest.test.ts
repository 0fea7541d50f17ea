import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Report } from '../format.ts';
import { checkReport, gateReport } from '../testing/sample.ts';
import { leak } from '../testing/sample-findings.ts';
import vitest from './vitest.ts';

const source = (report: Report): string => vitest.render(report, { columns: 100, color: false });

/** What the tests in this text are called and would ask, run with stand-ins for vitest. */
async function asked(text: string): Promise<unknown[]> {
  const said: unknown[] = [];
  const bodies: (() => Promise<void>)[] = [];
  const test = (title: string, _: object, body: () => Promise<void>): void => {
    said.push(title);
    bodies.push(body);
  };
  const expected = (subject: string) => ({
    not: { toReplay: (file: string) => said.push(subject, file) },
  });
  Function('test', 'expect', text.replaceAll(/^import .*$/gmu, ''))(test, expected);
  for (const body of bodies) await body();
  return said;
}

describe('a report as tests of vitest', () => {
  it('has a test for each law that the subject itself breaks', async () => {
    const text = source(gateReport);
    expect(text.split('\n').slice(0, 2)).toEqual([
      "import { expect, test } from 'vitest';",
      "import 'faultline/vitest';",
    ]);
    expect(await asked(text)).toEqual([
      'rfc keeps io-lock-balanced in the run that broke it',
      'rfc',
      'reports/out/rfc-io-lock-balanced.json',
    ]);
  });

  test.prop([fc.string(), fc.string({ minLength: 1 })])(
    'names subject and file as the command does, whatever they are called',
    async (subject, file) => {
      const replay = `npx faultline replay '${file.replaceAll("'", "'\\''")}' --subject x`;
      const text = source({ ...checkReport, subject, violations: [{ ...leak, replay }] });
      expect((await asked(text)).slice(1)).toEqual([subject, file]);
    },
  );

  test.prop([fc.string({ unit: 'binary' })])('stays harmless text', async (subject) => {
    const text = source({ ...checkReport, subject, violations: [leak] });
    expect(text).not.toMatch(/\p{Bidi_Control}|[^\P{Cc}\n]/u);
    expect(await asked(text)).toHaveLength(3);
  });
});
