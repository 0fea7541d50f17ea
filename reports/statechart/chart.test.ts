import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import type { Chart } from '../../model/chart.ts';
import type { ConditionTree } from '../../model/condition-tree.ts';
import { arrowsOf } from './arrows.ts';
import { inScript, inWords, predicatesIn } from './conditions.ts';
import dot from './formats/dot.ts';
import scxml from './formats/scxml.ts';
import svg from './formats/svg.ts';
import { layoutOf } from './layout.ts';
import { stacked } from './stack.ts';

const held: ConditionTree = { kind: 'in', state: 'lock.held' };
const waits: ConditionTree = { kind: 'named', name: 'waits' };
const either: ConditionTree = { kind: 'any', of: [held, { kind: 'not', of: waits }] };
const both: ConditionTree = { kind: 'all', of: [held, either, { kind: 'all', of: [waits] }] };

/** A lock, and a name that is none. */
const chart: Chart = {
  id: 'small',
  contracts: {},
  events: [
    { name: 'io_lock_ok', meaning: 'it <took> "it" & went', law: both, clauses: [] },
    { name: 'io_unlock', meaning: 'it gave it back', law: held, clauses: [] },
  ],
  regions: [
    {
      name: 'lock',
      initial: 'lock.free',
      states: [
        { id: 'lock.free', name: 'free' },
        { id: 'lock.held', name: '<held> "&\\' },
      ],
      transitions: [
        { from: 'lock.free', event: 'io_lock_ok', to: 'lock.held', when: null },
        { from: 'lock.free', event: 'io_unlock', to: 'lock.held', when: waits },
        { from: 'lock.held', event: 'io_unlock', to: 'lock.free', when: null },
      ],
    },
  ],
};

describe('conditions', () => {
  test('read as words and as ECMAScript, with no more parentheses than they need', () => {
    expect(inWords(both)).toBe('lock.held and (lock.held or not waits) and waits');
    expect(inScript(both)).toBe("In('lock.held') && (In('lock.held') || !waits) && waits");
    const neither: ConditionTree = { kind: 'not', of: either };
    expect(inWords(neither)).toBe('not (lock.held or not waits)');
    const two: ConditionTree = { kind: 'any', of: [both, { kind: 'all', of: [waits, held] }] };
    expect(inWords({ kind: 'all', of: [two, either] })).toMatch(/^\(.*\) and \(.*\)$/);
    expect(predicatesIn(both)).toEqual(['waits', 'waits']);
  });
});

describe('arrows', () => {
  const [region] = chart.regions;

  test('stand for all transitions between two states', () => {
    expect(arrowsOf(region!, null)).toMatchObject([
      { lines: [{ text: 'io_lock_ok' }, { text: 'io_unlock [waits]' }], coverage: null },
      { lines: [{ text: 'io_unlock' }], coverage: null },
    ]);
  });

  test('are taken if one of their transitions is, and absent if none can be', () => {
    const taken = [{ from: 'lock.free', event: 'io_unlock', to: 'lock.held', times: 12 }];
    expect(arrowsOf(region!, taken)).toMatchObject([
      { lines: [{ coverage: 'absent' }, { text: 'io_unlock [waits] ×12' }], coverage: 'taken' },
      { lines: [{ text: 'io_unlock', coverage: 'absent' }], coverage: 'absent' },
    ]);
    const [never] = arrowsOf(region!, [{ ...taken[0]!, times: 0 }]);
    expect(never).toMatchObject({ lines: [{}, { text: 'io_unlock [waits] never' }] });
    expect(never!.coverage).toBe('never');
  });
});

describe('a picture', () => {
  test('has its states inside their frame, and its frames beside one another', async () => {
    const layouts = await layoutOf([...chart.regions, ...chart.regions], null);
    const { width, height, regions } = stacked(layouts);
    for (const { frame, inside, layout } of regions) {
      expect(frame.x + frame.width).toBeLessThanOrEqual(width);
      expect(frame.y + frame.height).toBeLessThanOrEqual(height);
      for (const state of layout.states) {
        expect(inside[0] + state.at[0] - state.width / 2).toBeGreaterThan(frame.x);
        expect(inside[0] + state.at[0] + state.width / 2).toBeLessThan(frame.x + frame.width);
        expect(inside[1] + state.at[1] + state.height / 2).toBeLessThan(frame.y + frame.height);
      }
    }
    const [one, other] = regions;
    expect(one!.frame.x + one!.frame.width).toBeLessThan(other!.frame.x);
  });

  test.each([svg, scxml, dot])(
    'shows names with markup as they are: $extension',
    async (format) => {
      const text = await format.render({ chart, covered: null, automata: () => [] });
      if (format === dot) {
        expect(text).toContain('label="<held> \\"&\\\\"');
        return;
      }
      const document = XmlDocument.fromString(text);
      if (format === svg) expect(document.root.content).toContain('<held> "&\\');
      expect(document.root.find('//@id').length).toBeGreaterThan(2);
      document.dispose();
    },
  );
});
