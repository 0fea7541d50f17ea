import { mix } from '../../digest.ts';
import type { Outcome } from '../../execute.ts';
import {
  EDGE_WORDS,
  ENDS,
  type Observer,
  SILENT,
  type StateGraph,
} from '../../graph/state-graph.ts';
import type { TraceEvent } from '../../trace.ts';
import type { RecordedToy } from './machine.ts';

/** Sees every operation but those that only look, and how a run ends. */
export class Seen implements Observer {
  readonly attends = -1;
  readonly texts: string[] = [''];
  private readonly machine: RecordedToy;
  private length = 0;
  private readonly slots: number[] = [];

  constructor(machine: RecordedToy) {
    this.machine = machine;
  }

  begin(): void {
    this.length = 0;
  }

  follow(): number {
    const events = this.machine.trace.events().slice(this.length);
    this.length += events.length;
    return this.numberOf(wordOf(events).join(' '));
  }

  end(outcome: Outcome): number {
    return this.numberOf(outcome.kind);
  }

  digest(seed: number): number {
    return mix(seed, 0);
  }

  save(slot: number): void {
    this.slots[slot] = this.length;
  }

  restore(slot: number): void {
    this.length = this.slots[slot]!;
  }

  private numberOf(text: string): number {
    const known = this.texts.indexOf(text);
    return known >= 0 ? known : this.texts.push(text) - 1;
  }
}

/** What is seen of events: all but looks. */
export const wordOf = (events: readonly TraceEvent[]): string[] =>
  events.flatMap(({ kind, task, object, a, reply }) =>
    kind.name.endsWith('see') || kind.name.endsWith('peek')
      ? []
      : [`${task}:${kind.name}(${object},${a})=${reply}`],
  );

/** Every word of a graph, its letters in these texts. */
export function wordsIn({ edges }: StateGraph, texts: (letter: number) => string): Set<string> {
  const words = new Set<string>();
  const visit = (state: number, word: string): void => {
    const from = edges[state]!;
    for (let at = 0; at < from.length; at += EDGE_WORDS) {
      const [task, letter, next] = [from[at]!, from[at + 1]!, from[at + 2]!];
      const longer = letter === SILENT ? word : `${word} ${texts(letter)}`.trim();
      if (task === ENDS) words.add(longer);
      else visit(next, longer);
    }
  };
  if (edges.length > 0) visit(0, '');
  return words;
}
