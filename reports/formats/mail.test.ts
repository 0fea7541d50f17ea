import { fc, test } from '@fast-check/vitest';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Report } from '../format.ts';
import { checkReport, gateReport, listReport, replayReport } from '../testing/sample.ts';
import { leak } from '../testing/sample-findings.ts';
import mail from './mail.ts';

const letter = (report: Report): string => mail.render(report, { columns: 200, color: false });
const isCommand = (line: string): boolean => line.startsWith('    npx ') || line.includes('REPLAY');

describe('a report as a mail', () => {
  it('is pinned', async () => {
    await expect(letter(gateReport)).toMatchFileSnapshot('__snapshots__/gate.mail.txt');
  });

  it('tells the finding, the law and its source, and how to see it again', () => {
    const text = letter(gateReport);
    expect(text).toMatch(/^ {2}rfc: breaks 1 law that v5\.3 keeps in 20000 simulated runs\.\n/);
    expect(text).toContain('  From: domain.md §7 L3;');
    expect(text).toContain('    npx faultline gate rfc --baseline v5.3 --seed 7 --runs 10000\n');
    expect(text).toContain(`    ${leak.replay}\n`);
    expect(text).toContain('>>> ');
  });

  it('quotes the source, and marks the line that is meant', () => {
    expect(letter(gateReport)).toContain(
      '>         dma_resv_unlock(bo->base.resv);\n  ^^^ here\n>         return ret;\n',
    );
  });

  it('says that nothing was found', () => {
    expect(letter({ ...checkReport, violations: [] })).toMatch(/: no law broken in 20000 /);
    expect(letter({ ...gateReport, regressions: [], safe: true })).toMatch(
      / breaks no law that v5/,
    );
    expect(letter({ ...gateReport, regressions: [] })).toContain('Not safe: behaves differently');
    expect(letter(listReport)).toContain('v5.3');
  });

  it('does not ask for a search where there was none', () => {
    expect(letter(replayReport)).not.toContain('npx faultline gate');
    expect(letter(replayReport)).toContain('npx faultline replay');
  });
});

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    'From me',
    '-- ',
    '---',
    '> x',
    'diff --git a b',
    '実装'.repeat(60),
    'x'.repeat(300),
  ),
);

describe('hostile text', () => {
  test.prop([words, words])('leaves every line under 75 columns and a part of the body', (a, b) => {
    const finding = {
      ...leak,
      invariant: a,
      found: b,
      claim: a,
      source: b,
      known: { row: a, summary: b },
      excerpt: { at: `${a}:3`, exact: false, lines: [{ line: 3, text: b }] },
      trace: leak.trace.map((event) => ({ ...event, text: b, at: a })),
      replay: 'REPLAY',
    };
    const regressions = [finding, finding];
    const text = letter({ ...gateReport, candidate: a, baseline: b, regressions });
    for (const line of text.split('\n').filter((one) => !isCommand(one))) {
      expect(stringWidth(line), line).toBeLessThan(75);
      expect(line).toMatch(/^(?: {2}|>(?: |$)|$)/);
    }
  });
});
