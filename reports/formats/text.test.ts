import { describe, expect, it } from 'vitest';
import { checkReports, listReports, type Report } from '../format.ts';
import { checkReport, gateReport, listReport, replayReport } from '../testing/sample.ts';
import { deadlock, leak } from '../testing/sample-findings.ts';
import { rangeReport } from '../testing/sample-range.ts';
import text from './text.ts';

const draw = (report: Report, columns = 100): string =>
  text.render(report, { columns, color: false });

describe('a report as text', () => {
  it.each([
    ['gate', gateReport],
    ['check', checkReport],
    ['replay', replayReport],
    ['list', listReport],
    ['range', rangeReport],
  ] as const)('shows the answer of %s at 100 and at 80 columns', async (name, report) => {
    await expect(draw(report, 100)).toMatchFileSnapshot(`__snapshots__/${name}-100.txt`);
    await expect(draw(report, 80)).toMatchFileSnapshot(`__snapshots__/${name}-80.txt`);
  });

  it('begins with the verdict of the gate', () => {
    expect(draw(gateReport)).toMatch(/^NOT SAFE: rfc breaks 1 law that v5\.3 keeps\n/);
    const safe = { ...gateReport, safe: true, regressions: [] };
    expect(draw(safe)).toMatch(/^SAFE: rfc keeps every law that v5\.3 keeps\n/);
  });

  it('says so where the candidate must not do more than the baseline, and does', () => {
    const refinement = { ...gateReport.refinement!, demanded: true };
    const report = { ...gateReport, regressions: [], refinement };
    expect(draw(report)).toMatch(/^NOT SAFE: rfc can do 1 thing that v5\.3 cannot\n/);
  });

  it('says why a gate is not safe that found no regression', () => {
    const report = { ...gateReport, regressions: [] };
    expect(draw(report)).toMatch(/^NOT SAFE: rfc behaves differently from v5\.3 in 1 way\n/);
    expect(draw({ ...report, interrupted: true })).toMatch(
      /^NOT SAFE: rfc was not compared with v5\.3 to the end\n/,
    );
  });

  it('says that a subject kept every law, and what was seen of it', () => {
    const kept = draw({ ...checkReport, subject: 'v5.8', violations: [] });
    expect(kept).toMatch(
      /^v5\.8: kept every law in 20000 runs \(left out: \d+ lines that no run reached/,
    );
    expect(kept).toContain('2 of 3 reached');
    expect(kept).toContain('idle row 5c');
  });

  it('shows the first difference of a run that cannot be followed', () => {
    const difference = { step: 4, expected: 'up_read(mm)', found: 'evictor (spin_lock)' };
    const report = { ...replayReport, verdict: 'diverged', difference, finding: null } as const;
    expect(draw(report)).toBe(
      'diverged: rfc cannot follow the schedule of the file\n\n' +
        '  At step   4\n  Expected  up_read(mm)\n  Found     evictor (spin_lock)\n',
    );
  });

  it('joins the reports of several subjects, and the lists of several kinds', () => {
    const two = draw(checkReports([checkReport, { ...checkReport, subject: 'other' }]));
    expect(two).toContain('bo-get-missing: 1 law broken');
    expect(two).toContain('\nother: 1 law broken');
    expect(checkReports([checkReport])).toBe(checkReport);
    expect(draw(listReports([listReport, { ...listReport, what: 'worlds' }]))).toContain('worlds');
  });
});

describe('colour', () => {
  it('is there only when it is asked for, and says nothing that words do not', () => {
    const coloured = text.render(gateReport, { columns: 100, color: true });
    expect(draw(gateReport)).not.toContain('\u001b');
    expect(coloured).toContain('\u001b[31m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what colours are made of
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(draw(gateReport));
  });

  it('tells lanes apart, which stand in places of their own too', () => {
    const report = { ...gateReport, regressions: [deadlock] };
    const coloured = text.render(report, { columns: 100, color: true });
    const painted = (code: number): string[] =>
      // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what colours are made of
      [...coloured.matchAll(/\u001b\[(\d+)m([^\u001b]*)/g)]
        .filter(([, found]) => Number(found) === code)
        .map(([, , words]) => words!);
    const [cyan, magenta] = [painted(36), painted(35)];
    const tasks = ['1 fault-1', '2 evictor'];
    expect(cyan.some((words) => words.startsWith(tasks[0]!))).toBe(true);
    expect(magenta.some((words) => words.startsWith(tasks[1]!))).toBe(true);
    expect(cyan.some((words) => words.startsWith(tasks[1]!))).toBe(false);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what colours are made of
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(draw(report));
  });
});

describe('hostile text', () => {
  const evil = 'a\u001b[2J\u0007b\r\nc\u202ed\u0085e';

  it('loses its control characters and direction marks', () => {
    const finding = { ...leak, found: evil, claim: evil, replay: `run ${evil}` };
    const report = { ...gateReport, candidate: evil, regressions: [finding] };
    const drawn = draw(report);
    expect(drawn).toMatch(/^NOT SAFE: a\[2Jb cd e breaks/);
    expect(drawn.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('is wrapped when it is too long', () => {
    const drawn = draw({ ...gateReport, candidate: 'x'.repeat(300) }, 80);
    expect(drawn.split('\n').every((line) => line.length <= 80)).toBe(true);
    expect(drawn.replaceAll('\n', '')).toContain('x'.repeat(300));
  });
});
