import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type XmlElement as Node, XmlDocument } from 'libxml2-wasm';
import { afterAll, describe, expect, test } from 'vitest';
import { createMachine } from 'xstate';
import { entries } from '../catalog.ts';
import { WrongUsage } from '../jobs/failure.ts';
import { FOLDER, file, ROOT, removeFolder } from '../jobs/testing/files.ts';
import { automataOf } from '../model/automata.ts';
import { chart, chartDefinitions } from '../model/chart.ts';
import { faultMachine } from '../model/machine.ts';
import { chartProfiles } from '../model/profile.ts';
import { allowed, flatten } from '../model/table.ts';
import { ChartFollower } from '../properties/judge/statechart/chart-follower.ts';
import { xmlText } from '../reports/draw/xml.ts';
import { schemas } from '../reports/schemas.ts';
import type { ChartFormat, Drawing } from '../reports/statechart/format.ts';
import { pictureOf } from '../reports/statechart/picture.ts';
import { STYLE_ALONE, STYLE_IN_PAGE } from '../reports/statechart/style.ts';
import { checkReport } from '../reports/testing/sample.ts';
import { modelCommand } from './commands/model.ts';

afterAll(removeFolder);

const formats = await entries<ChartFormat>('charts');
const states = chart.regions.flatMap((region) => region.states);
const transitions = chart.regions.flatMap((region) => region.transitions);

/** A search that took one transition, in a profile without io lock. */
const follower = new ChartFollower();
const thread = {
  chartState: follower.begin({ ...chartProfiles['v5.10'], populateNull: 'oops' }),
};
follower.follow(thread, 'fault_enter_plain');
follower.follow(thread, 'resv_trylock_ok');
const covered = { by: 'sub<ject>', runs: 3, taken: follower.coverage().byRegion! };

const drawn = (name: string, drawing: Partial<Drawing> = {}) =>
  formats.get(name)!.render({ chart, covered: null, automata, ...drawing });
const automata = () => automataOf(flatten(chartProfiles['v5.10']));

const SCXML = { s: 'http://www.w3.org/2005/07/scxml' };

/** What libxml2 finds in a document that it takes for well formed. */
function inXml<T>(text: string, read: (root: Node) => T): T {
  const document = XmlDocument.fromString(text);
  try {
    return read(document.root);
  } finally {
    document.dispose();
  }
}

const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

describe('coverage by region', () => {
  test('adds the entries of the table up, and has what the profile can take', () => {
    const taken = covered.taken.filter(({ times }) => times > 0);
    expect(taken.map(({ from, event }) => `${from} ${event}`)).toEqual([
      'round.outside fault_enter_plain',
      'mmapLock.released fault_enter_plain',
      'reservation.free resv_trylock_ok',
    ]);
    expect(taken.map(({ times }) => times)).toEqual([1, 1, 1]);
    expect(covered.taken.map(({ event }) => event)).not.toContain('io_lock_ok');
    const possible = new Set(flatten(chartProfiles['v5.10']).moveLists.flat());
    expect(covered.taken).toHaveLength(possible.size);
  });
});

describe('the picture', () => {
  test('in the documentation is that of the machine: `npm run pictures` draws it anew', async () => {
    const kept = readFileSync(join(ROOT, 'docs/pictures/statechart.svg'), 'utf8');
    expect(kept).toBe(await drawn('svg'));
  });

  test('has every state by its name, every transition, a title and a description', async () => {
    const text = (await drawn('svg')) as string;
    const all = (path: string) => inXml(text, (root) => root.find(path).map((it) => it.content));
    const ids = all('//@id');
    expect(all('//@data-state').sort()).toEqual(states.map(({ id }) => id).sort());
    expect(new Set(ids).size).toBe(ids.length);
    expect(count(text, /class="label"/g)).toBe(chartDefinitions.length);
    expect(ids.slice(0, 2)).toEqual(['chart-title', 'chart-desc']);
    expect(text).toContain('prefers-color-scheme: dark');
  });

  test('shows coverage in words and not only in colour', async () => {
    const text = (await drawn('svg', { covered })) as string;
    expect(count(text, />[^<]* ×1</g)).toBe(3);
    expect(count(text, /class="label never"[^>]*>[^<]* never</g)).toBe(covered.taken.length - 3);
    expect(text).toContain('taken by sub&lt;ject&gt; in 3 runs: 3 of ');
  });

  test('stands in a page without a style of its own', async () => {
    const text = xmlText(await pictureOf({ chart, covered: null }, { styled: false }));
    expect(text.startsWith('<svg ')).toBe(true);
    expect(text).not.toContain('<style');
  });

  test.each([
    ['by itself', STYLE_ALONE],
    ['in a page', STYLE_IN_PAGE],
  ])('%s has a style that says nothing about what is around it', (_where, style) => {
    const selectors = [...style.matchAll(/^([^@}\n][^{\n]*)\{/gm)].flatMap(([, all]) =>
      all!.split(', '),
    );
    expect(selectors.length).toBeGreaterThan(20);
    expect(selectors.filter((one) => !one.startsWith('.faultline-chart '))).toEqual([]);
  });
});

describe('the exports', () => {
  test.each([null, covered])('SCXML has the machine, and its conditions are the laws', (taken) => {
    const text = drawn('scxml', { covered: taken }) as string;
    inXml(text, (root) => {
      const found = (path: string) => root.find(path, SCXML).map((node) => node.content);
      expect(found('//s:state/s:state/@id')).toEqual(states.map(({ id }) => id));
      expect(found('//s:transition/@event')).toEqual(transitions.map(({ event }) => event));
      expect(found('//s:transition/@target')).toEqual(transitions.map(({ to }) => to));
      expect(found('//s:state/@initial')).toEqual(chart.regions.map(({ initial }) => initial));
      expect(new Set(found('//@id')).size).toBe(found('//@id').length);
    });
  });

  test('SCXML has conditions that say what XState says where a fault begins', () => {
    const initial = chart.regions.map((region) => region.initial);
    const In = (state: string): boolean => initial.includes(state);
    const legal = inXml(drawn('scxml') as string, (root) => {
      const predicates = root.find('//s:data/@id', SCXML).map((node) => node.content);
      const holds = (code: string): boolean =>
        new Function('In', ...predicates, `return ${code}`)(In, ...predicates.map(() => false));
      return initial
        .flatMap((id) => root.find(`//s:state[@id='${id}']/s:transition`, SCXML) as Node[])
        .filter((node) => holds(node.attr('cond')!.value))
        .map((node) => node.attr('event')!.value);
    });
    const table = flatten(chartProfiles['v5.3-v5.5']);
    expect([...new Set(legal)].sort()).toEqual([...allowed(table, table.initial)].sort());
  });

  test('JSON is a configuration of which XState makes the same machine', () => {
    const config = JSON.parse(drawn('json', { covered }) as string);
    const ajv = new Ajv2020({
      strict: false,
      allowUnionTypes: true,
      schemas: Object.values(schemas),
    });
    const validate = ajv.getSchema('model.schema.json')!;
    validate(config);
    expect(validate.errors ?? []).toEqual([]);
    const machine = createMachine(config);
    const shape = (it: { states: object }) =>
      Object.values(it.states as typeof faultMachine.states).map((region) => [
        region.id,
        region.initial.target![0]!.id,
        Object.values(region.states).map((node) => [
          node.id,
          [...node.transitions.values()]
            .flat()
            .map(({ eventType, target }) => [eventType, target![0]!.id]),
        ]),
      ]);
    expect(shape(machine)).toEqual(shape(faultMachine));
  });

  test('Graphviz reads the DOT, with a cluster for each region', async () => {
    const text = (await drawn('dot', { covered })) as string;
    const json = JSON.parse((await Graphviz.load()).dot(text, 'json'));
    const named = (pattern: RegExp): number =>
      json.objects.filter(({ name }: { name: string }) => pattern.test(name)).length;
    expect(named(/^cluster_/)).toBe(chart.regions.length);
    expect(named(/^(?!cluster_|start\.)/)).toBe(states.length);
  });

  test('Mermaid has every state and every transition', () => {
    const text = drawn('mermaid') as string;
    expect(text).toMatch(/^stateDiagram-v2\n/);
    expect(count(text, /^ +state "\w+" as \w+_\w+$/gm)).toBe(states.length);
    const labels = [...text.matchAll(/^ +\w+ --> \w+: (.*)$/gm)].map(([, label]) => label!);
    expect(labels.flatMap((label) => label.split('<br>'))).toHaveLength(transitions.length);
  });
});

describe('faultline model', () => {
  const run = (...args: string[]) => modelCommand().parseAsync(args, { from: 'user' });
  const saved = (name: string, transitions: object): string => {
    const coverage = { ...checkReport.coverage, transitions };
    return file(name, JSON.stringify({ ...checkReport, coverage }));
  };
  const { transitions: fine } = checkReport.coverage;

  test('writes what the ending of the file says, with the coverage of a document', async () => {
    const path = join(FOLDER, 'chart.dot');
    await run('--output', path, '--coverage', saved('check.json', fine));
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(/^digraph/);
    expect(text).toContain('resv_trylock_ok ×7');
  });

  test('writes a file for each automaton, or all of them, which no generator takes for one', async () => {
    const folder = join(FOLDER, 'rv');
    await run('--format', 'rv', '--output', folder);
    const names = readdirSync(folder).sort();
    expect(names).toContain('ttm_move.dot');
    expect(names).toHaveLength(automata().length);
    const text = readFileSync(join(folder, 'ttm_move.dot'), 'utf8');
    expect(text).toMatch(/^digraph state_automaton \{\n/);
    expect(await drawn('rv')).toContain(`// ttm_move.dot\n${text}`);
  });

  const older = { taken: fine.taken, total: fine.total, never: fine.never };
  const strange = [{ ...fine.byRegion![0], event: 'tea_time' }];
  const explored = file('explore.json', '{ "schema": "faultline.explore/1" }');
  test.each([
    [
      ['--format', 'svgg'],
      'no format of the statechart is called svgg; did you mean svg? (there are',
    ],
    [['--format', 'svg', '--json'], 'expected one format, found svg and json'],
    [['--format', 'rv', '--output', 'x.dot'], 'expected a folder, found x.dot'],
    [['--output', 'x.png'], '--output x.png: expected a name that ends in'],
    [['--format', 'svg', '--output', 'x.png'], '--output x.png: expected a name that ends in .svg'],
    [['--output', '/dev/null/x.svg'], 'cannot write to the directory /dev/null'],
    [['--coverage', 'nowhere.json'], 'nowhere.json: there is no such file'],
    [
      ['--coverage', explored],
      'expected a document of faultline.check/1 or faultline.gate/1, found',
    ],
    [
      ['--coverage', saved('old.json', older)],
      'old.json: its coverage does not say how often each',
    ],
    [
      ['--coverage', saved('other.json', { ...fine, byRegion: strange })],
      'expected transitions of this statechart, found reservation.free --tea_time--> reserv',
    ],
  ])('%j is refused', async (args, line) => {
    await expect(run(...args)).rejects.toThrow(line);
    await expect(run(...args)).rejects.toBeInstanceOf(WrongUsage);
  });
});
