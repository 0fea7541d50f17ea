import { describe, expect, test } from 'vitest';
import { loadTools, namedSubject } from '../../../catalog.ts';
import { everySchedule } from '../../../scheduler/explore/testing/odometer.ts';
import { EDGE_WORDS, ENDS, SILENT, type StateGraph } from '../../../scheduler/graph/state-graph.ts';
import { random } from '../../../scheduler/strategies/random.ts';
import { Session } from '../../run/session.ts';
import { settle } from '../../worlds/settle.ts';
import { alphabetOf, Side } from './sides.ts';

const tools = await loadTools();
const LARGE = 50_000;

async function sideIn(world: string, subject: string): Promise<Side> {
  const settled = settle(tools.worlds.get(world)!.world);
  const session = new Session((await namedSubject(subject))!, tools);
  return new Side(session, settled, alphabetOf(settled, tools));
}

/** Every word of a graph, as numbers. */
function wordsIn({ edges }: StateGraph): Set<string> {
  const words = new Set<string>();
  const visit = (state: number, word: readonly number[]): void => {
    const from = edges[state]!;
    for (let at = 0; at < from.length; at += EDGE_WORDS) {
      const letter = from[at + 1]!;
      const longer = letter === SILENT ? word : [...word, letter];
      if (from[at] === ENDS) words.add(longer.join());
      else visit(from[at + 2]!, longer);
    }
  };
  visit(0, []);
  return words;
}

describe('the graph of a subject has what every schedule shows, and nothing else', () => {
  test.each([
    ['one-fault', 'v5.5'],
    ['notify-moves', 'v5.7'],
    ['pending-move', 'v5.5'],
    ['pending-move', 'v5.10'],
  ])('in %s, of %s', async (world, subject) => {
    const side = await sideIn(world, subject);
    const shown = new Set<string>();
    everySchedule((strategy) => shown.add(side.shown(strategy).word.join()));
    expect(wordsIn(side.graph(LARGE))).toEqual(shown);
  });
});

describe('what a run has shown', () => {
  test.each(['two-faults', 'contended-without-retry', 'signal-while-moving', 'io-lru-pressure'])(
    'can be followed on the same subject, in %s',
    async (world) => {
      const side = await sideIn(world, 'v5.5');
      for (let seed = 1; seed <= 10; seed += 1) {
        const { word } = side.shown(random(seed));
        const { letters, decided } = side.follow(word, LARGE);
        expect({ letters, decided }).toEqual({ letters: word.length, decided: true });
      }
    },
  );

  test('ends a letter at what others see at once; what comes after it shows with the next', async () => {
    const settled = settle(tools.worlds.get('one-fault')!.world);
    const session = new Session((await namedSubject('v5.5'))!, tools);
    const alphabet = alphabetOf(settled, tools);
    const { word } = new Side(session, settled, alphabet).shown(random(1));
    const effects = word.map((letter) => alphabet.letter(letter).effects);
    expect(effects).toContainEqual(['unlocks resv-1']);
    expect(effects).toContainEqual(['returns VM_FAULT_NOPAGE', 'unlocks mm']);
  });

  test('cannot be followed where one letter is another', async () => {
    const side = await sideIn('two-faults', 'v5.5');
    const { word } = side.shown(random(1));
    const wrong = word.with(3, -2);
    const { letters, decided, instead } = side.follow(wrong, LARGE);
    expect({ letters, decided }).toEqual({ letters: 3, decided: true });
    expect(instead).toContain(word[3]);
    expect(side.follow(wrong, 5).decided).toBe(false);
  });
});
