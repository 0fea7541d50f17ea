import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { entries } from '../../catalog.ts';
import { WrongUsage } from '../../jobs/failure.ts';
import { FOLDER, file, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import { useConfig } from './config.ts';
import { configModule } from './config-module.ts';

afterAll(removeFolder);

/** A configuration in JSON with one folder, and a file in that folder; the configuration's path. */
function configOf(folder: string, name: string, text: string): string {
  const place = `${folder}-${name}`;
  mkdirSync(join(FOLDER, place));
  file(`${place}/${name}`, text);
  return file(`${place}.json`, JSON.stringify({ folders: { [folder]: `./${place}` } }));
}

describe('the folders of a configuration join the catalogue', () => {
  test('with everything that the example has, after what is shipped', async () => {
    const before = [...(await entries('invariants')).keys()];
    await useConfig(join(ROOT, 'docs/extend/faultline.config.ts'));
    expect([...(await entries('invariants')).keys()]).toEqual([...before, 'faults-are-short']);
    expect((await entries('helpers')).get('eager')).toHaveProperty('ttm_bo_vm_fault_reserved');
    expect((await entries('strategies')).has('highest-first')).toBe(true);
    expect((await entries('worlds')).has('eighteen-pages')).toBe(true);
  });

  test('unless there is none in the working folder, or none is wanted', async () => {
    expect(await useConfig(undefined)).toBeUndefined();
    expect(await useConfig(false)).toBeUndefined();
  });

  test('of JSON and JavaScript too, without tests and parts', async () => {
    const path = configOf('worlds', 'tiny.js', "export default { summary: 'Tiny.', world: {} };");
    file('worlds-tiny.js/tiny.test.js', 'throw new Error();');
    file('worlds-tiny.js/parts.ts', 'export const part: number = 1;');
    await useConfig(path);
    expect([...(await entries('worlds')).keys()].slice(-1)).toEqual(['tiny']);
  });
});

test('a configuration that does not come to an end is stopped', async () => {
  const path = file('loops.ts', 'for (;;) {}');
  await expect(configModule(path, 0.5)).rejects.toThrow(`${path}: it does not come to an end`);
});

describe('a configuration that is wrong is wrong usage, in one line', () => {
  test.each([
    ['a.ts', 'export default 1;', 'a.ts: expected an object by default, found 1'],
    ['b.mjs', 'export const folders = {};', 'b.mjs: expected an object by default, found nothing'],
    ['exits.ts', 'process.exit(0);', 'exits.ts: it exits, or waits for what never comes'],
    ['never.ts', 'await new Promise(() => {});', 'never.ts: it exits, or waits for what never com'],
    [
      'code.ts',
      'export default { folders: { worlds() {} } };',
      'code.ts: expected paths and words',
    ],
    ['c.json', '{', 'c.json: this is no JSON: '],
    ['d.json', '{ "laws": {} }', 'd.json: expected only folders and pairs, found laws'],
    ['e.json', '{}', 'e.json: folders has to be an object, not nothing'],
    ['f.json', '{ "folders": { "laws": "." } }', 'f.json: there is no folder laws (there are: hel'],
    ['g.json', '{ "folders": { "actors": 1 } }', 'g.json: folders.actors has to be a path, not 1'],
    ['h.json', '{ "folders": { "actors": "no" } }', 'h.json: folders.actors: no is not there'],
    ['i.json', '{ "folders": { "actors": "i.json" } }', 'folders.actors: i.json is no folder'],
    ['j.ts', "import 'faultline/nothing';", 'j.ts cannot be imported: Error: '],
    ['k.ts', 'const x: = 1;', 'k.ts cannot be imported: '],
    ['l.yaml', '', 'l.yaml: expected a configuration (.ts, .mts, .js, .mjs, .json), found .yaml'],
  ])('%s', async (name, text, message) => {
    await expect(useConfig(file(name, text))).rejects.toThrow(message);
    await expect(useConfig(file(name, text))).rejects.toBeInstanceOf(WrongUsage);
    await expect(useConfig(file(name, text))).rejects.not.toThrow('\n');
  });

  test('when its file is not there', async () => {
    await expect(useConfig('nowhere.ts')).rejects.toThrow('nowhere.ts: there is no such file');
  });

  test.each([
    ['invariants', 'lock-order.ts', 'the name lock-order is taken, by faultline itself'],
    ['helpers', 'v5.5.ts', 'the name v5.5 is taken, by faultline itself'],
  ] as const)('when an entry of %s is called %s', async (folder, name, message) => {
    await expect(useConfig(configOf(folder, name, ''))).rejects.toThrow(message);
  });

  test('when two entries have one name', async () => {
    const path = configOf('actors', 'one.ts', '');
    file('actors-one.ts/one.js', '');
    await expect(useConfig(path)).rejects.toThrow('actors-one.ts/one.js');
  });

  test.each([
    ['invariants', 'export default 1;', 'has to be an object, not number'],
    ['invariants', "export default { claim: 'x' };", 'wants source (string), found undefined'],
    ['invariants', "export default { claim: 'x', source: 'y' };", 'a law wants on or atEnd'],
    [
      'invariants',
      "export default { claim: 'x', source: 'y', on: { dma_resv_unlok() {} } };",
      'there is no event dma_resv_unlok; did you mean dma_resv_unlock?',
    ],
    ['strategies', "export default { summary: 'x', create: 1 };", 'wants create (function)'],
    ['worlds', "export default { summary: 'x', world: null };", 'wants world (object), found null'],
    ['helpers', 'export const x = 1;', 'wants profile (object), found undefined'],
    ['drivers', 'throw new Error("no");', 'cannot be imported: Error: no'],
  ] as const)('when a file of %s is %j', async (folder, text, message) => {
    const name = `${message.replaceAll(/\W/g, '')}.ts`;
    await useConfig(configOf(folder, name, text));
    await expect(entries(folder)).rejects.toThrow(message);
  });
});
