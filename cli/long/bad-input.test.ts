import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FOLDER, file, removeFolder, subjectText } from '../../jobs/testing/files.ts';
import { faultline } from '../testing/program.ts';

afterAll(removeFolder);

const OUT = join(FOLDER, 'out');
const check = (...args: string[]) => faultline('check', '--runs', '50', '--out', OUT, ...args);

/** Throws where nobody waits for it, while the module is being loaded. */
const STRAY = `
  setTimeout(() => { throw new Error('stray'); });
  await new Promise((resolve) => setTimeout(resolve, 60_000));
`;

/** One clear line on standard error, nothing on standard output, nothing written. */
async function expectLine(running: ReturnType<typeof faultline>, code: number, line: string) {
  const { stderr, stdout, code: found } = await running;
  expect(stderr).toContain(line);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr).toMatch(/^faultline: /);
  expect(stdout).toBe('');
  expect(found).toBe(code);
  expect(existsSync(OUT)).toBe(false);
}

describe.concurrent('wrong usage', () => {
  test.each([
    [['chekc'], "unknown command 'chekc' (Did you mean check?)"],
    [['check', '--sed', '1'], "unknown option '--sed' (Did you mean --seed?)"],
    [['check', '--runs', '-5'], 'Expected a whole number from 1 to 1000000000.'],
    [['check', '--seconds', '0'], 'Expected a number above 0, at most 86400.'],
    [['check', '--seed', '4294967296'], 'Expected a whole number from -2147483648 to 2147483647.'],
    [['check', '--json', 'rcf'], 'no subject is called rcf; did you mean rfc? (there are: '],
    [
      ['check', 'rfc', '--strategy', 'randon'],
      'no strategy is called randon; did you mean random?',
    ],
    [['check', 'rfc', '--strategy', 'replay'], 'use `faultline replay FILE`'],
    [['check', 'rfc', '--world', 'mars'], 'no world is called mars'],
    [['check', 'rfc', '--out', '/dev/null'], 'cannot write to the directory /dev/null'],
    [['gate'], "missing required argument 'candidate'"],
    [['gate', 'rfc', '--baseline', 'v5.33'], 'no subject is called v5.33; did you mean v5.3?'],
    [['gate', 'rfc', '--report', '/dev/null/x'], 'cannot write to the directory /dev/null/x'],
    [['list', 'laws'], 'Allowed choices are subjects, invariants'],
    [['replay', 'nowhere.json'], 'nowhere.json: there is no such file'],
    [['replay', '.'], '.: expected a file, found a directory'],
  ])('%j', ([command, ...args], line) => expectLine(faultline(command!, ...args), 2, line));

  test('without a command the help goes to standard error', async () => {
    const { code, stdout, stderr } = await faultline();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Examples:');
  });

  test('--debug adds where it happened', async () => {
    const { stderr, code } = await faultline('check', 'rcf', '--debug');
    expect(stderr).toMatch(/names\.ts:\d+/);
    expect(code).toBe(2);
  });
});

/** A fault handler in C that returns this. */
const C = (result: string): string =>
  `vm_fault_t ttm_bo_vm_fault(struct vm_fault *vmf) { return ${result}; }`;

describe.concurrent('a subject that cannot be judged', () => {
  test.each([
    ['throws.ts', "throw new Error('not\\ntoday');", 'Error: not today, at throws.ts:1:7'],
    ['syntax.ts', 'export const = 1;', 'cannot be imported: SyntaxError'],
    ['enum.ts', 'export enum A { B }', 'cannot be imported: SyntaxError'],
    ['empty.ts', '', 'exports no profile'],
    ['number.ts', subjectText('42'), 'ttm_bo_vm_fault has to be a function, not number'],
    ['helper.ts', subjectText('undefined'), 'exports neither ttm_bo_vm_fault nor both'],
    ['exits.ts', subjectText('function* () { process.exit(0); }'), 'ended the thread'],
    ['stray.ts', STRAY, 'ended the thread that was to judge it: Error: stray'],
    ['empty.c', 'int x;', 'expected a function ttm_bo_vm_fault, a vm_operations_struct, or both'],
    ['missing.c', C('ttm_bo_unknown(vmf)'), "the kernel's, not simulated: ttm_bo_unknown ("],
    ['syntax.c', C('1 +'), 'line 1:'],
    [
      'member.c',
      C('vmf->vma->vm_lock'),
      "the kernel's, not simulated: struct vm_area_struct.vm_lock (",
    ],
  ])('%s', (name, text, line) => expectLine(check(file(name, text)), 125, line));

  test('what a subject prints does not spoil the document', async () => {
    const loud = file(
      'loud.ts',
      `console.log('loud');\n${subjectText('function* () { return 2; }')}`,
    );
    const { stdout, stderr } = await faultline(
      'check',
      '--json',
      '--runs',
      '50',
      '--out',
      join(FOLDER, 'loud'),
      loud,
    );
    expect(JSON.parse(stdout)).toMatchObject({ subject: loud });
    expect(stderr).toContain('loud');
  });
});
