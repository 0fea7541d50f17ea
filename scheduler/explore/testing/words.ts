import type { Outcome } from '../../execute.ts';
import { EDGE_WORDS, ENDS, SILENT, type StateGraph } from '../../graph/state-graph.ts';
import { Trace, type TraceEvent } from '../../trace.ts';
import type { Judge, JudgedStep, Knowledge, Verdict } from '../judge.ts';

/** Sees every operation but those that only look, and how a run ends. */
export class Seen implements Judge {
  readonly texts: string[] = [''];

  begin(tasks: number): Knowledge {
    return { shared: 0, own: Array<number>(tasks).fill(0) };
  }

  judge({ events }: JudgedStep, shared: number, own: number): Verdict {
    const trace = new Trace();
    trace.words = events as Int32Array<ArrayBuffer>;
    trace.length = events.length;
    const marks = this.numberOf(wordOf(trace.events()).join(' '));
    return { shared, own, ends: false, found: [], marks };
  }

  end(): readonly string[] {
    return [];
  }

  endless(): readonly string[] {
    return [];
  }

  mindsWaiting(): boolean {
    return false;
  }

  /** What is seen of a run that ends so. */
  seenAtEnd({ kind }: Outcome): number {
    return this.numberOf(kind);
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
