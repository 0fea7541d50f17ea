import { eventKinds } from '../../../scheduler/event.ts';
import type { Outcome } from '../../../scheduler/execute.ts';
import { isShowing } from './effects.ts';

/** What can be seen at one moment: what a task did since it was seen last, or how a run ended. */
export interface Letter {
  /** The task, -1 for the end of a run. */
  readonly task: number;
  /** `locks resv-1`, in order. */
  readonly effects: readonly string[];
}

/**
 * Numbers for what can be seen from outside, the same for both sides of a comparison.
 *
 * Numbers are given in the order in which letters come up; 0 is for nothing.
 */
export class Alphabet {
  private readonly names: readonly string[];
  private readonly parts: string[] = [];
  private readonly partNumbers = new Map<string, number>();
  private readonly letters: Letter[] = [{ task: -1, effects: [] }];
  private readonly numbers = new Map<string, number>();
  private readonly showing = new Set(
    eventKinds()
      .filter(isShowing)
      .map(({ code }) => code),
  );

  /** Of runs whose tasks have these names. */
  constructor(names: readonly string[]) {
    this.names = names;
  }

  /** Can an event of this kind be seen, or have waited? */
  matters(code: number): boolean {
    return this.showing.has(code);
  }

  /** The number of an effect. */
  partOf(text: string): number {
    const known = this.partNumbers.get(text);
    if (known !== undefined) return known;
    const part = this.parts.push(text) - 1;
    this.partNumbers.set(text, part);
    return part;
  }

  /** The number of effects that a task shows together. */
  letterOf(task: number, parts: readonly number[]): number {
    return this.numberOf(`${task} ${parts.join(' ')}`, () => ({
      task,
      effects: parts.map((part) => this.parts[part]!),
    }));
  }

  /** The same in words, with the task's name. */
  nameOf(task: number, parts: readonly number[]): string {
    return `${this.names[task]}: ${parts.map((part) => this.parts[part]!).join(', ')}`;
  }

  /** The number of the end of a run, with what tasks had not shown until then. */
  endOf(outcome: Outcome, rest: readonly string[]): number {
    const effects = [...rest, this.inWords(outcome)];
    return this.numberOf(effects.join('; '), () => ({ task: -1, effects }));
  }

  letter(number: number): Letter {
    return this.letters[number]!;
  }

  private numberOf(key: string, letter: () => Letter): number {
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.letters.push(letter()) - 1;
    this.numbers.set(key, number);
    return number;
  }

  private inWords(outcome: Outcome): string {
    switch (outcome.kind) {
      case 'crashed':
        return `${this.names[outcome.task]} crashes`;
      case 'deadlocked':
        return `deadlock of ${outcome.blocked.map((task) => this.names[task]).join(', ')}`;
      case 'step-bound-exceeded':
        return 'the run does not end';
      default:
        return 'the run ends';
    }
  }
}
