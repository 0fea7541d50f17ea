import { describe, expect, it } from 'vitest';
import type { Report } from '../format.ts';
import { checkReport, gateReport, listReport, replayReport } from '../testing/sample.ts';
import { leak } from '../testing/sample-findings.ts';
import { rangeReport } from '../testing/sample-range.ts';
import markdown from './markdown.ts';

const draw = (report: Report): string => markdown.render(report, { columns: 100, color: false });

describe('a report as Markdown', () => {
  it.each([
    ['gate', gateReport],
    ['check', checkReport],
    ['replay', replayReport],
    ['list', listReport],
    ['range', rangeReport],
  ] as const)('shows the answer of %s', async (name, report) => {
    await expect(draw(report)).toMatchFileSnapshot(`__snapshots__/${name}.md`);
  });

  it('has no markup that comes from outside', () => {
    const evil = '# <script>alert(1)</script> [a](b) *b* _c_ `d` | e & ttm_bo_vm ~f~ \\';
    const drawn = draw({ ...gateReport, regressions: [{ ...leak, invariant: evil, found: evil }] });
    expect(drawn).toContain(
      '### \\# &lt;script&gt;alert(1)&lt;/script&gt; \\[a\\](b) \\*b\\* \\_c\\_ \\`d\\` \\| e ' +
        '&amp; ttm_bo_vm \\~f\\~ \\\\',
    );
    expect(drawn).not.toContain('<script>');
  });

  it('cannot be made to start a heading, a list or another line', () => {
    const found = '1. one\n- two\n# three';
    expect(draw({ ...gateReport, regressions: [{ ...leak, claim: found }] })).toContain(
      '- **Law**: 1\\. one - two # three\n',
    );
  });

  it('puts a command into a fence that the command cannot close', () => {
    const replay = 'echo ```` | sh';
    const drawn = draw({ ...gateReport, regressions: [{ ...leak, replay }] });
    expect(drawn).toContain('`````sh\necho ```` | sh\n`````');
  });
});
