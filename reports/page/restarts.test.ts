import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { ExploredWorld } from '../../properties/answers/explore-report.ts';
import type { Finding } from '../../properties/answers/finding.ts';
import type { Restarts } from '../../properties/answers/restart-bounds.ts';
import { schemas } from '../schemas.ts';
import { leak } from '../testing/sample-findings.ts';
import { storyOf } from './finding.ts';
import { lanesOf } from './lanes.ts';
import { restartsBlocks } from './restarts.ts';

const exact = (most: number) => ({ most, known: 'exact' }) as const;
const calm: Restarts = {
  unfair: { calls: exact(3), retries: exact(1), traps: { most: 2, known: 'at-least' } },
  fair: { calls: exact(3), retries: exact(1), traps: { most: 2, known: 'at-least' } },
  lassos: [],
};
const lasso = { task: 'fault-1', from: 2, to: 5, others: ['gpu'], fair: false };
const spinning: Restarts = {
  unfair: { ...calm.unfair, calls: { most: 4, known: 'unbounded' } },
  fair: { ...calm.fair, traps: exact(2) },
  lassos: [{ ...lasso, schedule: [{ task: 'fault-1', steps: 5 }] }],
};
const explored = (world: string, restarts?: Restarts): ExploredWorld => ({
  world,
  tasks: ['fault-1', 'gpu'],
  exhausted: true,
  share: 1,
  states: 1,
  transitions: 1,
  cut: 0,
  deepest: 1,
  outcomes: { completed: 1 },
  broken: [],
  ...(restarts ? { restarts } : {}),
});

describe('restarts in a report', () => {
  test('are a row for each world, and a sentence for each lasso', () => {
    const blocks = restartsBlocks([explored('calm', calm), explored('spinning', spinning)]);
    expect(blocks).toContainEqual(
      expect.objectContaining({
        kind: 'table',
        rows: [
          ['calm', '3', '1', 'at least 2', 'the same'],
          ['spinning', 'unbounded', '1', 'at least 2', '3, 1, 2'],
        ],
      }),
    );
    expect(blocks.at(-1)).toMatchObject({
      items: [
        'spinning: steps 2 to 4 end in the state in which they began, so they can repeat: ' +
          'fault-1 starves; a fair scheduler ends it, as gpu can go on',
      ],
    });
  });

  test('are left out where nobody asked', () => {
    expect(restartsBlocks([explored('bounded')])).toEqual([]);
  });

  test.each([calm, spinning])('are described by the schema', (restarts) => {
    const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
    ajv.addSchema(Object.values(schemas));
    const validate = ajv.getSchema('explore.schema.json#/$defs/world')!;
    expect([validate(explored('any', restarts)), validate.errors]).toEqual([true, null]);
  });
});

describe('a lasso in a finding', () => {
  const finding: Finding = { ...leak, lasso: { ...lasso, others: [], fair: true } };

  test('is marked where it begins and where it goes back', () => {
    const rows = lanesOf(finding).rows.map(({ step, text }) => `${step ?? ''} ${text}`);
    const begin = rows.indexOf(' ↻ from here');
    const end = rows.indexOf(' ↻ to here, from step 2 on, for ever');
    expect(rows[begin + 1]).toMatch(/^2 /);
    const first = rows.findIndex((row) => row.startsWith('5 '));
    expect([begin > 0, end > begin, first > end]).toEqual([true, true, true]);
  });

  test('is told in words', () => {
    expect(JSON.stringify(storyOf({ ...finding, replay: 'replay it' }))).toContain(
      'fault-1 starves; nobody else can go on, so no fair scheduler ends it',
    );
  });

  test('is described by the schema', () => {
    const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
    ajv.addSchema(Object.values(schemas));
    const validate = ajv.getSchema('finding.schema.json')!;
    expect([validate(finding), validate.errors]).toEqual([true, null]);
  });
});
