import type { World } from '../../../impl/kernel/world.ts';
import type { Difference } from '../../answers/refinement.ts';
import type { Run } from '../../answers/run.ts';
import type { Alphabet, Letter } from './alphabet.ts';
import { kindOf } from './kinds.ts';
import type { Side } from './sides.ts';
import { witnessRun } from './witness.ts';

/** A difference as it was found. */
export interface Found {
  /** 0 for the candidate, 1 for the baseline. */
  readonly side: 0 | 1;
  readonly letter: number;
  /** Letters that both sides have shown before. */
  readonly common: number;
  readonly instead: readonly number[];
  /** The run in which it was found, if runs were drawn. */
  readonly run?: Run;
  /** The steps of either side that lead to it. */
  runs(): readonly [readonly number[], readonly number[]];
}

/** Where differences are found. */
export interface Place {
  readonly name: string | null;
  readonly world: World;
  readonly sides: readonly [Side, Side];
  readonly alphabet: Alphabet;
}

/** A difference, where it was found, and at how many places one of its kind was. */
export interface Kind {
  readonly found: Found;
  readonly place: Place;
  readonly places: number;
}

const NAMES = ['candidate', 'baseline'] as const;

/** Differences by their kind, each with the witness that is the shortest. */
export class Gathered {
  private readonly kinds = new Map<string, Kind>();

  add(found: Found, place: Place): void {
    const key = keyOf(found, place);
    const known = this.kinds.get(key);
    const places = (known?.places ?? 0) + 1;
    const isFirst = !known || isShorter(found, known.found);
    this.kinds.set(key, isFirst ? { found, place, places } : { ...known, places });
  }

  /** Kinds of which the witness is a run that was drawn. */
  drawn(): Kind[] {
    return [...this.kinds.values()].filter(({ found }) => found.run !== undefined);
  }

  /** A better witness for a kind. */
  replace(kind: Kind, found: Found, place: Place): void {
    this.kinds.set(keyOf(found, place), { found, place, places: kind.places });
  }

  /** All of them, those of the candidate first, each with its witness. */
  differences(): Difference[] {
    const all = [...this.kinds.values()].sort((one, other) => one.found.side - other.found.side);
    return all.map(({ found, place, places }) => {
      const [ours, theirs] = found.runs();
      const { task } = place.alphabet.letter(found.letter);
      const parts = { common: found.common, task };
      return {
        ...described(found, place),
        places,
        world: place.name,
        witness: {
          world: place.world,
          candidate: witnessRun(place.sides[0], ours, parts),
          baseline: witnessRun(place.sides[1], theirs, parts),
        },
      };
    });
  }
}

/** What differences of a kind have in common, the side included. */
export function keyOf(found: Found, place: Place): string {
  const { only, kind } = described(found, place);
  return `${only} ${kind}`;
}

/** A witness from a world of which all is known is better than one that was drawn. */
function isShorter(one: Found, other: Found): boolean {
  const drawn = one.run !== undefined;
  if (drawn !== (other.run !== undefined)) return !drawn;
  return one.common < other.common;
}

function described({ side, letter, instead }: Found, { sides, alphabet }: Place) {
  const { task, effects } = alphabet.letter(letter);
  const name = sides[0].names[task] ?? '';
  const others = ofSameTask(alphabet.letter(letter), instead, alphabet);
  return {
    only: NAMES[side],
    kind: kindOf({ task, effects }, name, others),
    task: name,
    shows: effects,
    instead: others.map((other) => ({
      task: sides[0].names[other.task] ?? '',
      shows: other.effects,
    })),
  };
}

/** What the task can do instead; what anybody can do, if it can do nothing. */
function ofSameTask(
  { task }: Letter,
  instead: readonly number[],
  alphabet: Alphabet,
): readonly Letter[] {
  const letters = instead.map((number) => alphabet.letter(number));
  const own = letters.filter((letter) => letter.task === task);
  return own.length > 0 ? own : letters;
}
