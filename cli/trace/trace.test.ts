import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { entries } from '../../catalog.ts';
import type { Invariant } from '../../properties/judge/invariant.ts';
import { schemas } from '../../reports/schemas.ts';
import { HANDLERS, RECORDED } from './functions.ts';
import { ASKED } from './judge.ts';
import { bpftraceScript, shellScript } from './record.ts';
import { reportOf } from './report.ts';
import { traceText } from './text.ts';

/** Recorded on Debian's Linux 6.12 in a virtual machine; `testing/touch.c` says how. */
const recorded = (name: string): string =>
  readFileSync(new URL(`./testing/${name}.txt`, import.meta.url), 'utf8');
/** Two threads touch one object of bochs at once, one of them has to retry. */
const RECORDED_LOG = recorded('bochs-6.12');
const laws = await entries<Invariant>('invariants');

const judge = (text: string, handler?: string) => reportOf(text, 'log.txt', { handler, laws });
const broken = (text: string) => judge(text).findings.map(({ invariant }) => invariant);
const lineOf = (text: string, part: string): number =>
  text.split('\n').findIndex((line) => line.includes(part)) + 1;

/** Without the lines of one call of a function in the retry of the second thread, or elsewhere. */
function without(name: string, from: string): string {
  const lines = RECORDED_LOG.split('\n');
  const start = lines.findIndex((line) => line.includes(from));
  const enter = lines.findIndex((line, at) => at >= start && line.includes(` ${name}: `));
  const leave = lines.findIndex((line, at) => at > enter && line.includes(` ${name}__return: `));
  return lines.filter((_, at) => at !== enter && at !== leave).join('\n');
}
const RETRY = 'touch-160     [001] .....     3.137066: ttm_bo_vm_reserve:';
const SECOND_ROUND = 'touch-160     [001] .....     3.146466: drm_dev_enter:';

describe('the log of a real kernel', () => {
  test('keeps the laws, with a retry in it', () => {
    const report = judge(RECORDED_LOG);
    expect(report).toMatchObject({ verdict: 'kept', attempts: 3, findings: [], gaps: [] });
    expect(report.tasks).toEqual(['touch-159', 'touch-160']);
    expect(RECORDED_LOG).toMatch(/ttm_bo_vm_fault__return: .* ret=0x400/);
  });

  test('of trace-cmd report keeps them, too', () => {
    const text = recorded('bochs-6.12-trace-cmd');
    expect(judge(text)).toMatchObject({ verdict: 'kept', attempts: 2, gaps: [] });
    expect(text).toMatch(/ttm_bo_vm_fault__return: .* ret=0x400/);
  });

  test('with a seeded ttm.ko unlocks after the retry, in the line in which it did', () => {
    const text = recorded('bochs-6.12-unlock-after-retry');
    const { findings, attempts } = judge(text);
    expect(attempts).toBe(3);
    expect(findings.map(({ invariant }) => invariant)).toEqual([
      'no-unlock-after-retry',
      'reservation-released-once',
      'unlock-only-by-owner',
      'conforms-to-statechart',
    ]);
    const line = lineOf(text, 'ww_mutex_unlock__return: (ttm_bo_vm_fault+0xda/');
    expect(new Set(findings.map(({ place }) => place))).toEqual(new Set([`log.txt:${line}`]));
  });

  test('is a document of its schema, and says which laws were not asked and why', () => {
    const report = judge(without('ww_mutex_unlock', SECOND_ROUND));
    const ajv = new Ajv2020({ allErrors: true, schemas: Object.values(schemas) });
    const validate = ajv.getSchema('trace.schema.json')!;
    validate(JSON.parse(JSON.stringify(report)));
    expect(validate.errors ?? []).toEqual([]);
    expect(report.asked.length + report.notAsked.length).toBe(laws.size);
    expect(report.notAsked.map(({ invariant }) => invariant)).not.toContain(ASKED[0]);
    expect(traceText(report, false)).toContain('is not in a log');
  });

  test('without an unlock: the reservation is kept, shown in its lines', () => {
    const text = without('ww_mutex_unlock', SECOND_ROUND);
    const report = judge(text);
    const leak = report.findings.find(
      ({ invariant }) => invariant === 'reservation-released-once',
    )!;
    const lines = text.split('\n');
    const end = lines.findLastIndex((line) => /touch-160.* ttm_bo_vm_fault__return/.test(line)) + 1;
    expect(leak.place).toBe(`log.txt:${end}`);
    expect(leak.flagsKnown).toBe(true);
    expect(leak.flags).toContain('TRIED');
    expect(leak.excerpt.at(-1)).toContain(`${end}: touch-160`);
    expect(broken(text)).toContain('conforms-to-statechart');
    expect(traceText(report, false)).toContain(`log.txt:${end}: reservation-released-once: `);
  });

  test.each([
    ['up_read', 'mmap-lock-matches-return'],
    ['ww_mutex_lock_interruptible', 'unlock-only-by-owner'],
    ['ttm_bo_put', 'conforms-to-statechart'],
  ])('with a retry without %s breaks %s', (name, law) => {
    expect(broken(without(name, RETRY))).toContain(law);
  });

  test('with a retry that is not allowed breaks that law', () => {
    const text = RECORDED_LOG.replaceAll('flags=0x255', 'flags=0x251');
    expect(broken(text)).toContain('retry-only-if-allowed');
  });

  test('with another result breaks what documents results', () => {
    const [one] = /touch-160.* ttm_bo_vm_fault__return: .* ret=0x100/.exec(RECORDED_LOG)!;
    const text = RECORDED_LOG.replace(one, one.replace('ret=0x100', 'ret=0xfffffff4'));
    expect(broken(text)).toContain('documented-return');
  });
});

/** As the tracer itself prints it since 6.5; `%` stands for the task, where it is shown. */
const GRAPH = `# tracer: function_graph
#
# CPU  TASK/PID         DURATION                  FUNCTION CALLS
# |     |    |           |   |                     |   |   |   |
 0)    app-7     |               |  ttm_bo_vm_fault [ttm]() {
 0)    app-7     |               |    ttm_bo_vm_reserve [ttm]() {
 0)    app-7     |   0.331 us    |      ww_mutex_trylock(); /* = 0x1 */
 0)    app-7     |   1.083 us    |    } /* ttm_bo_vm_reserve [ttm] = 0x0 */
 0)    app-7     |   0.150 us    |    drm_dev_enter [drm](); /* = 0x1 */
 0)    app-7     |               |    ttm_bo_vm_fault_reserved [ttm]() {
 0)    app-7     |   0.210 us    |      dma_resv_test_signaled(); /* = 0x1 */
 0)    app-7     |               |      ttm_tt_populate [ttm]() {
 0)    app-7     |   0.100 us    |        ww_mutex_trylock(); /* = 0x0 */
 0)    app-7     |   1.000 us    |      } /* = 0x0 */
 0)    app-7     |   0.700 us    |      vmf_insert_pfn_prot(); /* = 0x100 */
 0)    app-7     |   9.083 us    |    } /* = 0x100 */
 0)    app-7     |   0.150 us    |    drm_dev_exit [drm](); /* = 0x0 */
 0)    app-7     |   0.240 us    |    ww_mutex_unlock(); /* = 0x0 */
 0)    app-7     | + 12.083 us   |  } /* ret=0x100 */
`;
const UNLOCK = ' 0)    app-7     |   0.240 us    |    ww_mutex_unlock(); /* = 0x0 */\n';
const DROP = '# faultline records: up_read ttm_bo_put\n';

describe('the text of function_graph', () => {
  test('is read without the flags of the fault, and keeps the laws', () => {
    const report = judge(GRAPH);
    expect(report).toMatchObject({ verdict: 'kept', attempts: 1, gaps: [], tasks: ['app-7'] });
  });

  test('is read without the task, too, which the switches tell', () => {
    const text = GRAPH.replaceAll('app-7     |', '');
    expect(judge(text).tasks).toEqual(['CPU 0']);
    const switched = ` ------------------------------------------\n 0)   idle-0   =>    app-7\n${text}`;
    expect(judge(switched)).toMatchObject({ verdict: 'kept', tasks: ['app-7'] });
  });

  test('breaks a law only if it does so whatever the flags were', () => {
    const text = GRAPH.replace(/drm_dev_exit.*\n/, 'drm_dev_exit [drm]();\n');
    expect(judge(text).verdict).toBe('kept');
    const moved = GRAPH.replace(UNLOCK, '').replace(
      'ttm_bo_vm_fault_reserved',
      'ww_mutex_unlock(); /* = 0x0 */\n 0)    app-7     |               |    ttm_bo_vm_fault_reserved',
    );
    const [first] = judge(moved).findings;
    expect(first).toMatchObject({ flagsKnown: false, task: 'app-7' });
    expect(first!.place).toBe(`log.txt:${lineOf(moved, 'vmf_insert_pfn_prot') - 1}`);
  });

  test('of trace-cmd report is the same', () => {
    const lines = GRAPH.split('\n').filter((line) => line.includes('app-7'));
    const text = lines
      .map((line) => line.slice(line.lastIndexOf('|') + 1))
      .map(
        (body) =>
          `   app-7   [000]   12.500001: funcgraph_${body.includes('}') ? 'exit: ' : 'entry:'}   0.5 us  | ${body}`,
      )
      .join('\n');
    expect(judge(text)).toMatchObject({ verdict: 'kept', attempts: 1, tasks: ['app-7'] });
  });
});

describe('what a log does not have', () => {
  test.each([
    ['results', GRAPH.replaceAll(/ \/\*.*?\*\//g, ''), 'its result is not in the log'],
    ['unlocks', GRAPH.replace(UNLOCK, ''), 'the log has no ww_mutex_unlock'],
    ['its end', GRAPH.split('\n').slice(0, -2).join('\n'), 'the log ends inside of it'],
    ['events', GRAPH.replace(UNLOCK, 'CPU:0 [LOST 12 EVENTS]\n'), 'events were lost'],
    [
      'a release',
      GRAPH.replace('ret=0x100', 'ret=0x400'),
      'it retries, and the log has no up_read',
    ],
  ])('%s: is named, and breaks nothing', (_what, text, why) => {
    const report = judge(text);
    expect(report).toMatchObject({ verdict: 'nothing-judged', attempts: 0, findings: [] });
    expect(report.gaps[0]!.why).toContain(why);
    expect(report.gaps[0]!.place).toMatch(/^log\.txt:\d+$/);
  });

  test('a handler that is not known here is named, and asked for', () => {
    const text = GRAPH.replace('ttm_bo_vm_fault [ttm]', 'my_fault [my]');
    expect(judge(text).gaps[0]!.why).toContain('--handler');
    expect(judge(text, 'my_fault')).toMatchObject({ verdict: 'kept', attempts: 1 });
  });

  test('what a recording says it would have has not happened', () => {
    const retried = GRAPH.replace('ret=0x100', 'ret=0x400').replace('} /* = 0x100', '} /* = 0x400');
    // With RETRY_NOWAIT nothing is dropped, and who reserved gives back.
    expect(judge(DROP + retried)).toMatchObject({ verdict: 'kept', gaps: [] });
    const test = '0.210 us    |      dma_resv_test_signaled(); /* = 0x0 */\n';
    const drop = [
      'up_read();',
      'dma_resv_wait_timeout(); /* = 0x5 */',
      'ww_mutex_unlock();',
      'ttm_bo_put [ttm]();',
    ]
      .map((call) => ` 0)    app-7     |   0.1 us    |      ${call}\n`)
      .join('');
    const dropped = retried
      .replace(/0.210 us.*\n/, test + drop)
      .replace(/.*ttm_tt_populate[\s\S]*vmf_insert.*\n/, '');
    expect(broken(DROP + dropped)).toContain('no-unlock-after-retry');
    expect(judge(DROP + dropped.replace(UNLOCK, ''))).toMatchObject({
      verdict: 'kept',
      attempts: 1,
    });
  });

  test('no call at all is wrong usage', () => {
    expect(() => judge('hello\n')).toThrow('expected a log of ftrace');
  });
});

test('the scripts record every function, and a handler that is given', () => {
  for (const name of [...RECORDED, 'my_fault']) {
    const word = new RegExp(`\\b${name}\\b`);
    expect(shellScript('my_fault')).toMatch(word);
    if (!HANDLERS.includes(name)) expect(bpftraceScript('my_fault')).toMatch(word);
  }
  expect(bpftraceScript(undefined)).toContain('kretprobe:ttm_bo_vm_fault ');
});
