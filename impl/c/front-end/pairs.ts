import { readdirSync } from 'node:fs';
import { namePair, TAKE } from '../../kernel/resource.ts';
import { SUFFIX } from '../../source.ts';

/** A function that takes something. */
export interface Takes {
  /** Which argument says what is taken, from 0; the first one unless given. */
  readonly argument?: number;
  /** Nobody else may have it meanwhile. */
  readonly alone?: true;
  /** It gives 1 or 0 and never waits. */
  readonly tries?: true;
  /** A signal ends the waiting: it gives -EINTR. */
  readonly interruptible?: true;
  readonly sleeps?: true;
  /** Nothing may sleep until it is given back. */
  readonly atomic?: true;
}

/** Functions that take something, and those that give it back. */
export interface Pair {
  readonly takes: Readonly<Record<string, Takes>>;
  /** By name, which argument says what is given back. */
  readonly gives: Readonly<Record<string, number>>;
  /** Words of `guard()` and `scoped_guard()`, each with what it calls. */
  readonly guards?: Readonly<Record<string, readonly [takes: string, gives: string]>>;
  /** There is only one, which nobody names. */
  readonly single?: true;
}

/** Pairs of the user's, by names of their own. */
export type OwnPairs = Readonly<Record<string, Pair>>;

const FOLDER = new URL('../pairs/', import.meta.url);

/** The pairs that are built in, by the names of their files. */
export const PAIRS: ReadonlyMap<string, Pair> = new Map(
  await Promise.all(
    readdirSync(FOLDER)
      .filter((name) => name.endsWith(SUFFIX))
      .sort()
      .map(async (name): Promise<[string, Pair]> => {
        const module = (await import(new URL(name, FOLDER).href)) as { readonly default: Pair };
        return [name.slice(0, -SUFFIX.length), module.default];
      }),
  ),
);

/** The macros of these pairs: each call is one operation on the pair, by its number. */
export const pairsHeader = (pairs: ReadonlyMap<string, Pair>): string =>
  [...pairs].flatMap(([name, pair]) => macrosOf(pair, namePair(name))).join('\n');

function macrosOf({ takes, gives, guards = {}, single }: Pair, number: number): string[] {
  const macro = (name: string, argument: number, call: string): string[] => {
    const before = Array.from({ length: argument }, (_, index) => `_${index}`);
    const evaluated = ['0', ...before].join(', ');
    const parameters = [...before, 'key', '...'].join(', ');
    return [
      `#undef ${name}`,
      `#define ${name}(${parameters}) ((void)(${evaluated}, ##__VA_ARGS__), ${call})`,
    ];
  };
  return [
    ...Object.entries(takes).flatMap(([name, { argument = 0, ...how }]) => {
      const bits = Object.keys(how).reduce((all, one) => all | TAKE[one as keyof typeof TAKE], 0);
      return macro(name, argument, `faultline_take((const void *)(key), ${number}, ${bits})`);
    }),
    ...Object.entries(gives).flatMap(([name, argument]) =>
      macro(name, argument, `faultline_give((const void *)(key), ${number})`),
    ),
    ...Object.entries(guards).flatMap(([word, [take, give]]) => {
      const [parameters, it] = single ? ['void', '(void *)1'] : ['void *it', 'it'];
      return [
        `PURE void *faultline_enter_${word}(${parameters}) { (void)${take}(${it}); return ${it}; }`,
        `PURE void faultline_leave_${word}(void *it) { ${give}(*(void **)it); }`,
      ];
    }),
  ];
}
