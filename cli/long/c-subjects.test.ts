import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FOLDER, file, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import { faultline } from '../testing/program.ts';

afterAll(removeFolder);

const FEW = ['--runs', '300'];
const out = (name: string): string[] => ['--out', join(FOLDER, name)];
const HELPERS = join(ROOT, 'impl/c/subjects/v5.11.c');

/** The same as our own handler, but it forgets RETRY_NOWAIT: needs few runs to be found. */
const forgetful = (): string => {
  const text = readFileSync(join(ROOT, 'impl/c/drivers/sectioned.c'), 'utf8');
  return file('forgetful.c', text.replace(' && !(vmf->flags & FAULT_FLAG_RETRY_NOWAIT)', ''));
};

describe.concurrent('a subject in C', () => {
  test("under a driver's own handler is called by both, and replays by that name", async () => {
    const driver = forgetful();
    const args = ['check', HELPERS, '--handler', driver, '--runs', '3000', ...out('pair')];
    const { code, stdout } = await faultline(...args, '--json');
    const report = JSON.parse(stdout);
    const subject = `${HELPERS}+${driver}:sectioned_fault`;
    expect({ code, subject: report.subject }).toEqual({ code: 1, subject });
    const found = report.violations.find(
      ({ invariant }: { invariant: string }) => invariant === 'reservation-matches-return',
    );
    const [, path] = /replay '?([^']+)'?$/.exec(found.replay)!;
    const replayed = await faultline('replay', path!, '--json');
    expect(replayed.code).toBe(1);
    expect(JSON.parse(replayed.stdout)).toMatchObject({ subject, verdict: 'reproduced' });
  });

  test('says that its profile was inferred, or given', async () => {
    const [inferred, given] = await Promise.all([
      faultline('check', '-v', HELPERS, ...FEW, ...out('inferred')),
      faultline('check', '-v', HELPERS, '--profile', 'retry=once', ...FEW, ...out('given')),
    ]);
    expect(inferred.stdout).toMatch(/Profile +any number of retries,[\s\S]*inferred from the file/);
    expect(given.stdout).toMatch(/Profile +one retry,[\s\S]*as given/);
  });

  test('replays in the profile in which it was found', async () => {
    const args = [HELPERS, '--profile', 'retry=once', ...FEW, ...out('once'), '--json'];
    const { stdout } = await faultline('check', ...args);
    const [finding] = JSON.parse(stdout).violations;
    const [, path] = /replay '?([^']+)'?$/.exec(finding.replay)!;
    const { code } = await faultline('replay', path!);
    expect(code).toBe(1);
  });

  test('is compiled again as it was when it is replayed, and says what was left out', async () => {
    const broken = readFileSync(HELPERS, 'utf8').replace(
      /(\tif \(ret == VM_FAULT_RETRY && )/,
      '#ifdef CONFIG_ZEPHYR\n\tif (ret == VM_FAULT_SIGBUS)\n\t\treturn ret;\n#endif\n$1',
    );
    const path = file('conditional.c', `${broken}\n`);
    const whole = await faultline('check', path, ...FEW, ...out('without'), '--json');
    expect(JSON.parse(whole.stdout).certificate.notCompiled).toEqual([
      expect.objectContaining({ subject: path, condition: 'CONFIG_ZEPHYR' }),
    ]);
    const options = [...FEW, ...out('with'), '--json'];
    const { stdout } = await faultline('check', path, '-D', 'CONFIG_ZEPHYR', ...options);
    const found = JSON.parse(stdout).violations.find(
      ({ invariant }: { invariant: string }) => invariant === 'reservation-matches-return',
    );
    const [, kept] = /replay '?([^']+)'?$/.exec(found.replay)!;
    expect(JSON.parse(readFileSync(kept!, 'utf8')).build).toEqual({ defines: ['CONFIG_ZEPHYR'] });
    const replayed = await faultline('replay', kept!, '--json');
    expect(JSON.parse(replayed.stdout)).toMatchObject({ verdict: 'reproduced' });
    const other = await faultline('replay', kept!, '--json', '-D', 'CONFIG_OTHER');
    expect(JSON.parse(other.stdout).verdict).not.toBe('reproduced');
  });

  test("under a driver's own handler is not blamed for what its helpers break", async () => {
    const driver = join(ROOT, 'impl/c/drivers/sectioned.c');
    const args = ['check', HELPERS, '--handler', driver, '--runs', '3000', ...out('inherited')];
    const ended = await faultline(...args);
    const said = ended.stdout.replaceAll(/\s+/g, ' ');
    expect(said).toContain('kept every law in 3000 runs, but for 2 that');
    expect(ended.code).toBe(0);
    const report = JSON.parse((await faultline(...args, '--json')).stdout);
    expect(report).toMatchObject({ violations: [], helpers: HELPERS });
    expect(report.inherited.map(({ known }: { known: { row: string } }) => known.row)).toEqual([
      'B5',
      'B5',
    ]);
  });

  test('has the headers beside it, and no others', async () => {
    mkdirSync(join(FOLDER, 'sub'), { recursive: true });
    file('sub/answer.h', '#define ANSWER VM_FAULT_OOM\n');
    const handler = '\nvm_fault_t ttm_bo_vm_fault(struct vm_fault *vmf) { return ANSWER; }\n';
    const good = file('good.c', `#include "sub/answer.h"${handler}`);
    const bad = file('sub/bad.c', `#include "../answer.h"${handler}`);
    const found = await faultline('check', good, ...FEW, ...out('headers'));
    expect(found.stdout).toContain('broken in 300 runs');
    const refused = await faultline('check', bad, ...FEW, ...out('headers'));
    expect(refused).toMatchObject({ code: 125, stdout: '' });
    expect(refused.stderr).toContain('#include "../answer.h" leads out of the file\'s folder');
  });
});

describe.concurrent('wrong usage', () => {
  test.each([
    [['rfc', '--toolchain', 'gcc'], 2, 'Allowed choices are system, npm.'],
    [['rfc', '--profile', 'retry=twice'], 2, 'expected many or once, found twice'],
    [['rfc', '--handler', 'x.c'], 2, 'linked with helpers in a C file, found rfc'],
    [['--handler', 'x.c'], 2, 'linked with helpers in a C file, found no subject'],
    [[HELPERS, '--handler', 'nowhere.c'], 2, 'nowhere.c: there is no such file'],
    [[`${HELPERS}+amdgpu`], 2, 'expected a handler in C as FILE.c[:FUNCTION], found amdgpu'],
    [[HELPERS, '--handler', `${HELPERS}:nothing`], 125, 'v5.11.c defines no function nothing'],
  ])('%j', async (args, code, line) => {
    const ended = await faultline('check', ...args, ...FEW, ...out('wrong'));
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code, stdout: '' });
    expect(ended.stderr).toContain(line);
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('a compiler that is not there cannot judge', async () => {
    const child = await faultlineWithout('PATH', 'check', HELPERS, '--toolchain', 'system');
    expect(child.code).toBe(125);
    expect(child.stderr).toMatch(
      /^faultline: a subject in C needs clang and wasm-ld .*; not found/,
    );
  });
});

/** A program is given its environment when it is started, so the change does not last. */
function faultlineWithout(name: string, ...args: string[]) {
  const before = process.env[name];
  process.env[name] = '/nowhere';
  const running = faultline(...args, ...FEW, ...out('without'));
  process.env[name] = before;
  return running;
}

test('C that spins is judged in reasonable time, without probabilities where those take too long', async () => {
  const { code, stdout } = await faultline('check', 'c-trylock-spins', '--runs', '300', '--json');
  expect(code).toBe(1);
  const { violations } = JSON.parse(stdout);
  expect(violations.map(({ invariant }: { invariant: string }) => invariant)).toContain(
    'always-resolves',
  );
}, 120_000);

describe('a driver that nobody here knows', () => {
  const zephyr = join(ROOT, 'docs/extend');
  const config = ['--config', join(zephyr, 'faultline.config.ts')];
  /** The example's files, with another text of its handler. */
  const copied = (folder: string, changed: (text: string) => string): string => {
    mkdirSync(join(FOLDER, folder));
    for (const name of ['zephyr_bo.h', 'zephyr_device.h', 'zephyr_gem.c']) {
      const text = readFileSync(join(zephyr, 'zephyr', name), 'utf8');
      file(`${folder}/${name}`, name.endsWith('.c') ? changed(text) : text);
    }
    return join(FOLDER, folder, 'zephyr_gem.c');
  };
  const brokenBy = async (driver: string, ...more: string[]): Promise<string[]> => {
    const args = ['check', HELPERS, '--handler', driver, '--runs', '2000', '--json', ...more];
    const { stdout } = await faultline(...args, ...out('zephyr'));
    const { violations } = JSON.parse(stdout);
    return violations.map(({ invariant }: { invariant: string }) => invariant).sort();
  };
  /** What the helpers break under any handler. */

  test('is judged by its stubs and pairs, and a leak of its own is found', async () => {
    expect(await brokenBy(join(zephyr, 'zephyr/zephyr_gem.c'), ...config)).toEqual([]);
    const leaky = copied('leaky', (text) =>
      text.replace('RETRY_NOWAIT))\n\t\tgoto out;', 'RETRY_NOWAIT))\n\t\treturn ret;'),
    );
    expect(await brokenBy(leaky, ...config)).toEqual(['taken-is-given-back']);
    const late = copied('late', (text) =>
      text
        .replace('RETRY_NOWAIT))\n', 'RETRY_NOWAIT)) {\n\t\tto_zephyr_bo(tbo)->cpu_faults++;\n')
        .replace('goto out;\n\n\tdma', 'goto out;\n\t}\n\n\tdma'),
    );
    expect(await brokenBy(late, ...config)).toEqual(['bo-ref-held-while-waiting']);
  });

  test('is told what is missing, and gets a skeleton with which it is judged', async () => {
    const driver = copied('new', (text) => text);
    const args = ['check', HELPERS, '--handler', driver, '--no-config', ...FEW];
    const refused = await faultline(...args, ...out('new'));
    expect(refused.code).toBe(125);
    expect(refused.stderr).toMatch(
      /your driver's own: zephyr_bo_bring_near \(.*zephyr_power_up .*zephyr_power_down /,
    );
    const stubs = join(FOLDER, 'new/zephyr_gem.stubs.h');
    const written = await faultline(...args, '--stubs', stubs);
    expect(written).toMatchObject({ code: 125, stdout: '' });
    expect(written.stderr).toContain('3 names to fill in');
    expect(await brokenBy(driver, '--no-config')).toEqual([]);
    const again = await faultline(...args, '--stubs', stubs);
    expect(again).toMatchObject({ code: 2, stdout: '' });
    expect(again.stderr).toContain('expected a file that is not there yet');
  });
});
