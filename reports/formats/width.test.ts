import { fc, test } from '@fast-check/vitest';
import stringWidth from 'string-width';
import { describe, expect } from 'vitest';
import type { ReportedFinding } from '../format.ts';
import { checkReport, gateReport } from '../testing/sample.ts';
import { deadlock, leak, unheld } from '../testing/sample-findings.ts';
import text from './text.ts';

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.constantFrom('実装'.repeat(60), 'x'.repeat(500), '👩‍👩‍👧‍👦'.repeat(30), ''),
);

/** A finding in which everything that comes from outside is something else. */
const hostile = fc
  .record({ finding: fc.constantFrom(leak, unheld, deadlock), name: words, found: words })
  .map(
    ({ finding, name, found }): ReportedFinding => ({
      ...finding,
      invariant: name,
      found,
      claim: found,
      known: { row: name, summary: found },
      trace: finding.trace.map((event) => ({ ...event, text: event.text + found })),
      replay: 'REPLAY',
    }),
  );

describe('a page of text', () => {
  test.prop([fc.array(hostile, { maxLength: 3 }), words, fc.integer({ min: 40, max: 140 })])(
    'has no line that is wider than it may be',
    (findings, name, columns) => {
      const laws = { regressions: findings, inherited: findings, fixed: [] };
      const gate = { ...gateReport, ...laws, candidate: name };
      const check = { ...checkReport, subject: name, violations: findings };
      for (const report of [gate, check]) {
        for (const line of text.render(report, { columns, color: false }).split('\n')) {
          expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
        }
      }
    },
  );

  test.prop([fc.integer({ min: 1, max: 140 })])(
    'keeps the command that replays a finding in one piece',
    (columns) => {
      const lines = text.render(gateReport, { columns, color: false }).split('\n');
      expect(lines.map((line) => line.trim())).toContain(leak.replay);
    },
  );
});
