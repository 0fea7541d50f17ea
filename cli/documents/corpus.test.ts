import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, describe, expect, test } from 'vitest';
import { FOLDER, file, ROOT, removeFolder } from '../../jobs/testing/files.ts';
import type { Counterexample } from '../../properties/answers/counterexample.ts';
import { type Corpus, corpusOf, meaningKey } from './corpus.ts';
import { CounterexampleFiles } from './counterexample-files.ts';

afterAll(removeFolder);

const KEPT = join(ROOT, 'reports/counterexamples');
const read = (name: string): Counterexample => JSON.parse(readFileSync(join(KEPT, name), 'utf8'));
const opened = (folder: string): Promise<Corpus | undefined> =>
  corpusOf({ corpus: folder }, new Command());

describe('a corpus folder', () => {
  test('that is not there yet is empty', async () => {
    expect((await opened(join(FOLDER, 'none')))!.runs).toEqual([]);
  });

  test('is read in the order of the names, other files left alone', async () => {
    const { runs } = (await opened(KEPT))!;
    const names = readdirSync(KEPT).filter((name) => name.endsWith('.json'));
    expect(runs.map(({ name }) => name)).toEqual(names.sort());
  });

  test('gets one file for each meaning, and keeps those that are there', async () => {
    const folder = join(FOLDER, 'corpus');
    mkdirSync(folder);
    copyFileSync(join(KEPT, 'rfc-no-crash.json'), join(folder, 'old.json'));
    const [crash, io] = [read('rfc-no-crash.json'), read('rfc-io-lock-balanced.json')];
    const files = new CounterexampleFiles('elsewhere', undefined, await opened(folder));
    const [known, fresh] = files.add(crash, [crash.finding, io.finding]);
    const [other] = files.add({ ...io, subject: 'mine.ts' }, [io.finding]);
    files.write();
    const name = `io-lock-balanced-${meaningKey(io.finding)}.json`;
    expect(readdirSync(folder).sort()).toEqual([name, 'old.json']);
    expect(known!.replay).toBe(`npx faultline replay ${join(folder, 'old.json')}`);
    expect(fresh!.replay).toBe(`npx faultline replay ${join(folder, name)}`);
    expect(other!.replay).toBe(`npx faultline replay ${join(folder, name)} --subject mine.ts`);
    expect((await opened(folder))!.runs.map((run) => run.name)).toEqual([name, 'old.json']);
  });

  test.each([
    ['cut', '{ "schema"', 'bad.json: this is no JSON'],
    ['newer', '{ "schema": "faultline.counterexample/2" }', 'which a newer faultline wrote'],
    [
      'law',
      readFileSync(join(KEPT, 'rfc-no-crash.json'), 'utf8').replaceAll('no-crash', 'no-crush'),
      'bad.json: no invariant is called no-crush; did you mean no-crash?',
    ],
    [
      'trace',
      JSON.stringify({ ...read('rfc-no-crash.json'), finding: emptied() }),
      'bad.json: expected a trace with steps',
    ],
  ])('with an entry that nothing can be made of is refused: %s', async (name, text, line) => {
    mkdirSync(join(FOLDER, name));
    file(join(name, 'bad.json'), text);
    await expect(opened(join(FOLDER, name))).rejects.toThrow(line);
  });

  test('is no file, and stands without a world to stay in', async () => {
    const path = file('plain', '');
    await expect(opened(path)).rejects.toThrow('expected a directory, found a file');
    const both = corpusOf({ corpus: FOLDER, world: 'nowait' }, new Command());
    await expect(both).rejects.toThrow('found --world nowait to stay in');
  });
});

function emptied(): Counterexample['finding'] {
  return { ...read('rfc-no-crash.json').finding, trace: [] };
}
