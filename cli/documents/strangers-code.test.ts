import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FOLDER, file, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import { faultline } from '../testing/program.ts';

afterAll(removeFolder);

const canary = join(FOLDER, 'sung');
const SINGS = `import { writeFileSync } from 'node:fs';\nwriteFileSync('${canary}', 'x');\n`;
const config = file('faultline.config.ts', `${SINGS}export default { folders: {} };\n`);
const subject = file(
  'own.ts',
  `${SINGS}export { profile, ttm_bo_vm_fault } from '${ROOT}impl/helpers/v5.3.ts';\n`,
);
const shard = (name: string, ...args: string[]): Promise<unknown> =>
  faultline(...['check', ...args, '--runs', '30', '--shard', '1/1', '--out', join(FOLDER, name)]);
const path = (name: string): string => join(FOLDER, name, 'check-shard-1-of-1.json');

await shard('plain', 'rfc');
const kept = readFileSync(path('plain'), 'utf8');
/** A shard, or a checkpoint, of the same work that names other things. */
const forged = (name: string, was: string, becomes: string): string => {
  const text = kept.replaceAll(was, becomes);
  expect(text).not.toBe(kept);
  return file(name, text);
};
const setup = '"setup": {';
const asCheckpoint = (shardPath: string): string =>
  file(
    `${shardPath.split('/').at(-1)}.checkpoint`,
    readFileSync(shardPath, 'utf8')
      .replace('faultline.shard/2', 'faultline.checkpoint/2')
      .replace(/"shard": \{[^}]*\}/, '"shard": null'),
  );
/** A counterexample whose subject is code. */
const found = (name: string): string => {
  const own = readFileSync(join(ROOT, 'reports/counterexamples/rfc-no-crash.json'), 'utf8');
  return file(name, own.replace('"subject": "rfc"', `"subject": "${subject}"`));
};
const OUT = ['--out', join(FOLDER, 'out')];

describe('a document that names code has none of it run', () => {
  const naming = {
    configuration: () => forged('config.json', setup, `${setup}\n"config": "${config}",`),
    subject: () => forged('subject.json', '"rfc"', `"${subject}"`),
    'subject of a revision': () => forged('revision.json', '"rfc"', '"HEAD:impl/helpers/v5.3.ts"'),
  };
  test.each(Object.entries(naming))('as a %s', async (_, make) => {
    const named = make();
    for (const args of [
      ['merge', named],
      ['check', '--resume', asCheckpoint(named)],
    ]) {
      const { code, stderr } = await faultline(...args, ...OUT);
      expect({ code, sung: existsSync(canary) }).toEqual({ code: 2, sung: false });
      expect(stderr).toMatch(/^faultline: \S+: it names \S+, which runs as code .*\n$/);
    }
  });

  test('as the subject of a counterexample', async () => {
    const named = found('found.json');
    const { code, stderr } = await faultline('replay', named);
    expect({ code, sung: existsSync(canary) }).toEqual({ code: 2, sung: false });
    expect(stderr).toContain(`it names ${subject}, which runs as code`);
  });

  test('unless it is trusted, or named on the command line too', async () => {
    const named = naming.configuration();
    const { stderr } = await faultline('merge', named, '--trust-typescript', ...OUT);
    expect(existsSync(canary)).toBe(true);
    expect(stderr).not.toContain('it names');
    const replayed = await faultline('replay', found('again.json'), '--subject', 'rfc');
    expect(replayed.code).toBe(1);
  });
});
