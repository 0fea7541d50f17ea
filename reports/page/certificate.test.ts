import { expect, test } from 'vitest';
import type { Certificate } from '../../properties/answers/certificate.ts';
import type { Reported } from '../format.ts';
import html from '../formats/html.ts';
import markdown from '../formats/markdown.ts';
import text from '../formats/text.ts';
import { checkReport, gateReport } from '../testing/sample.ts';

/** The page on one line, with this instead of its certificate. */
function told(certificate: Partial<Certificate>, report = gateReport): string {
  const whole: Reported<typeof report> = {
    ...report,
    certificate: { ...report.certificate, ...certificate },
  };
  return text.render(whole, { columns: 100, color: false }).replace(/\s+/g, ' ');
}

const { exhausted, sampled } = gateReport.certificate;

test('exhausted worlds are claimed up to a bound, and no further than a broken law', () => {
  expect(told({})).toContain(
    'Exhausted the worlds above, with any number of preemptions; nothing of',
  );
  const bounded = exhausted.map((world) => ({ ...world, preemptions: 2, cut: 0 }));
  expect(told({ exhausted: bounded })).toContain(
    'Exhausted the worlds above, with at most 2 preemptions Only sampled',
  );
});

test('nothing is claimed to be exhausted where nothing was', () => {
  const nothing = told({ exhausted: [] });
  expect(nothing).toContain('Exhausted nothing');
  expect(nothing).toContain('Only sampled 6250 runs each of rfc and v5.3, each in a world drawn');
});

test('nothing is said to be sampled where nothing was', () => {
  expect(told({ sampled: [] })).toContain('Sampled nothing Seen outside all that');
});

test('what the outside can see was compared in some worlds, and only sampled in others', () => {
  expect(told({})).toContain(
    'Seen outside all that either side can show was compared in 1 world of at most 13 states, to ' +
      'where they part too large for that: everything only sampled: 840 runs elsewhere; the other ' +
      'side showed the same in 820, can under another schedule in 10, cannot in 6; not decided: 4',
  );
});

test('a world of which a part was visited is no claim', () => {
  const unfinished = [{ subject: 'rfc', world: 'everything', share: 0.0421 }];
  expect(told({ exhausted: [], unfinished })).toContain(
    'Stopped early only a part was visited of everything (about 4.2 %): no claim',
  );
});

test('a search that was stopped early says so', () => {
  const stopped = sampled.map((sample) => ({ ...sample, interrupted: true }));
  expect(told({ sampled: stopped })).toContain('6250 runs each of rfc and v5.3, stopped early');
  expect(told({})).not.toContain('stopped early');
});

test('the bound of PCT is that of one world where runs stay in it, and of none where they do not', () => {
  const one = sampled.map((sample) => ({ ...sample, world: 'two-faults', limits: null }));
  expect(told({ sampled: one })).toContain('if a run of this world can break a law');
  expect(told({ sampled: one })).not.toContain('of no world alone');
  expect(told({})).toContain('nothing is bounded for any single world');
  expect(told({})).toContain('PCT, d = 1 416 runs with at least 1/n = 1/9 (n = 9, k = 100);');
  expect(told({})).toContain('PCT, d = 2 416 runs with at least 1/(n·k) = 1/900 (n = 9, k = 100);');
  expect(told({})).toContain('PCT, d = 3 416 runs with at least 1/(n·k^2) = 1/90000');
  expect(told({})).toContain('both fixed before the run (9 runs were longer)');
  // 0.6291 is said to be the most, so it is rounded up.
  expect(told({})).toContain('miss it with at most 63.0 %');
});

test('without runs under PCT no chance of a miss is known', () => {
  const none = sampled.map((sample) => ({ ...sample, pct: [] }));
  expect(told({ sampled: none })).toContain('PCT no run, so the chance of a miss is unknown');
});

test('the answer of check has it too', () => {
  const page = text.render(checkReport, { columns: 100, color: false });
  expect(page).toContain('══ What this holds for');
  expect(page).toContain('Only sampled  6250 runs, each in a world drawn anew');
});

test('lines of the fault path that were not compiled are told with what would', () => {
  const notCompiled = [
    { subject: 'rfc', at: 'ttm_bo_vm.c:143-145', condition: 'CONFIG_SWAP' },
    { subject: 'v5.3', at: 'ttm_bo_vm.c:143-145', condition: 'CONFIG_SWAP' },
    { subject: 'rfc', at: 'ttm_bo_vm.c:150', condition: '!CONFIG_X' },
  ];
  const said =
    'ttm_bo_vm.c:143-145 (needs CONFIG_SWAP), ttm_bo_vm.c:150 (needs !CONFIG_X): ' +
    '-D or --kconfig says what is set';
  const whole = { ...gateReport, certificate: { ...gateReport.certificate, notCompiled } };
  for (const format of [text, markdown, html]) {
    const page = format.render(whole, { columns: 100, color: false });
    expect(page.replaceAll(/<[^>]*>/g, '').replace(/\s+/g, ' ')).toContain(said);
  }
});

test('a good verdict says what of the source was left out', () => {
  const lines = { total: 9, reached: 7, never: ['a.c:3', 'a.c:4'] };
  const handlers = { fault: 'ttm_bo_vm_fault', mkwrite: null, beside: ['ttm_bo_vm_access'] };
  const branches = { total: 0, reached: 0, never: [] };
  const source = { handlers, lines, branches, neverCalled: [], beside: [] };
  const coverage = { ...gateReport.coverage, source };
  const safe = { ...gateReport, safe: true, regressions: [], changes: [], coverage };
  expect(told({}, safe)).toContain(
    'keeps (left out: 2 lines that no run reached, ttm_bo_vm_access not run)',
  );
});

test('a good verdict says that not all was compiled', () => {
  const notCompiled = [{ subject: 'rfc', at: 'ttm_bo_vm.c:143', condition: 'CONFIG_SWAP' }];
  const safe = { ...gateReport, safe: true, regressions: [], changes: [] };
  expect(told({ notCompiled }, safe)).toContain('keeps (left out: 1 place not compiled)');
  expect(told({ notCompiled })).not.toContain('place not compiled');
});
