import type { EventName } from '../../impl/kernel/event-names.ts';
/** How one fact is declared. Everything that has to be done for every fact follows from this. */
export interface FactSpec {
  /** What it is before anything has happened; a fact that starts as a boolean stays one. */
  readonly first: number | boolean;
  /** It is a list of so many numbers, each of which starts so. */
  readonly length?: number;
  /** What ends it: from then on it is again what it was first. Otherwise it lasts for the run. */
  readonly until?: EventName;
  /** It only goes into messages: two runs that differ in nothing else are judged alike. */
  readonly onlyTold?: true;
  /** Laws do not tell apart values from this one on. */
  readonly sameFrom?: number;
}

/** Facts as they are declared, by name. */
export type FactSpecs = Readonly<Record<string, FactSpec>>;

type FactOf<Spec extends FactSpec> = Spec extends { readonly length: number }
  ? Int32Array
  : Spec['first'] extends boolean
    ? boolean
    : number;

/** The facts of a table, as fields; `words` holds them all. */
export type FactsOf<Specs extends FactSpecs> = {
  -readonly [Name in keyof Specs as Specs[Name] extends { readonly length: number }
    ? never
    : Name]: FactOf<Specs[Name]>;
} & {
  readonly [Name in keyof Specs as Specs[Name] extends { readonly length: number }
    ? Name
    : never]: FactOf<Specs[Name]>;
} & { readonly words: Int32Array };

interface Range {
  readonly from: number;
  readonly first: Int32Array;
}

/**
 * Facts that are declared once: where each stands in one array of words. To set facts back, to copy
 * them and to tell them apart is to do so with the words, so no fact can be forgotten.
 */
export class FactTable<Specs extends FactSpecs> {
  /** Words that the facts take together. */
  readonly size: number;
  readonly specs: Specs;
  /** Where each fact stands. */
  readonly offsets = new Map<keyof Specs, number>();
  private readonly firsts: Int32Array;
  private readonly ranges = new Map<string, Range>();
  /** By word: the largest value that is told apart. */
  private readonly most: Int32Array;
  /** Words that only go into messages. */
  private readonly told: Int32Array;
  private readonly prototype: object = {};

  constructor(specs: Specs) {
    this.specs = specs;
    const lasting = [...new Set(Object.values(specs).map(({ until }) => until))];
    const firsts: number[] = [];
    const most: number[] = [];
    const told: number[] = [];
    // What ends together stands together.
    for (const until of lasting) {
      const from = firsts.length;
      for (const [name, spec] of Object.entries(specs)) {
        if (spec.until !== until) continue;
        this.place(name, spec, firsts.length);
        for (let word = spec.length ?? 1; word > 0; word -= 1) {
          if (spec.onlyTold) told.push(firsts.length);
          most.push(spec.sameFrom ?? 0x7fffffff);
          firsts.push(Number(spec.first));
        }
      }
      const first = Int32Array.from(firsts.slice(from));
      if (until !== undefined) this.ranges.set(until, { from, first });
    }
    this.size = firsts.length;
    this.firsts = Int32Array.from(firsts);
    this.most = Int32Array.from(most);
    this.told = Int32Array.from(told);
  }

  /** Facts that stand in these words, as they are before anything has happened. */
  create(words = new Int32Array(this.size)): FactsOf<Specs> {
    return this.equip(Object.create(this.prototype) as object, words);
  }

  /** Lets all objects with this prototype have the facts, once they are equipped. */
  define(prototype: object): void {
    Object.defineProperties(prototype, Object.getOwnPropertyDescriptors(this.prototype));
  }

  /** The same object, whose facts stand in these words from now on, as they are at first. */
  equip<Holder extends object>(holder: Holder, words: Int32Array): Holder & FactsOf<Specs> {
    const fields = holder as Record<string, Int32Array>;
    fields.words = words;
    for (const [name, { length }] of Object.entries(this.specs)) {
      const from = this.offsets.get(name)!;
      if (length !== undefined) fields[name] = words.subarray(from, from + length);
    }
    this.begin(words);
    return holder as Holder & FactsOf<Specs>;
  }

  /** Sets all facts back. */
  begin(words: Int32Array): void {
    words.set(this.firsts);
  }

  /** Sets back the facts that this ends. */
  end(words: Int32Array, until: string): void {
    const { from, first } = this.ranges.get(until)!;
    words.set(first, from);
  }

  /** Leaves out of the words what laws do not tell apart. */
  settle(words: Int32Array): void {
    const { most, firsts } = this;
    for (const word of this.told) words[word] = firsts[word]!;
    for (let word = 0; word < most.length; word += 1) {
      if (words[word]! > most[word]!) words[word] = most[word]!;
    }
  }

  private place(name: string, { first, length }: FactSpec, at: number): void {
    this.offsets.set(name, at);
    if (length !== undefined) return;
    const field =
      typeof first === 'boolean'
        ? {
            get(this: { words: Int32Array }): boolean {
              return this.words[at] !== 0;
            },
            set(this: { words: Int32Array }, value: boolean): void {
              this.words[at] = value ? 1 : 0;
            },
          }
        : {
            get(this: { words: Int32Array }): number {
              return this.words[at]!;
            },
            set(this: { words: Int32Array }, value: number): void {
              this.words[at] = value;
            },
          };
    Object.defineProperty(this.prototype, name, { ...field, enumerable: true });
  }
}
