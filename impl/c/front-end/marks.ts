import { UnusableSubject } from '../../subject.ts';
import { parametersOf } from './shape.ts';
import type { SourceFile } from './sources.ts';

/** A helper whose beginning and end are noted, and where what is noted stands in its parameters. */
export interface Marked {
  readonly helper: string;
  readonly mark: string;
  /** How many parameters it has. */
  readonly parameters: number;
  /** Places of those that the mark at the beginning is given, in order. */
  readonly shown: readonly number[];
}

/** Finds a parameter by its type, and by its name where several have that type. */
interface Wanted {
  readonly what: string;
  readonly type: RegExp;
  readonly name?: RegExp;
}

const BO: Wanted = { what: 'a struct ttm_buffer_object *', type: /\bstruct\s+ttm_buffer_object\b/ };
const VMF: Wanted = { what: 'a struct vm_fault *', type: /\bstruct\s+vm_fault\b/ };
const PROT: Wanted = { what: 'a pgprot_t', type: /\bpgprot_t\b/ };
const COUNT: Wanted = {
  what: 'the number of pages to map, an integer called num_prefault',
  type: /\b(?:pgoff_t|size_t|u32|u64|unsigned|int|long)\b/,
  name: /prefault/,
};

const HELPERS: readonly { helper: string; mark: string; wanted: readonly Wanted[] }[] = [
  { helper: 'ttm_bo_vm_reserve', mark: 'reserve', wanted: [BO] },
  { helper: 'ttm_bo_vm_fault_reserved', mark: 'reserved', wanted: [VMF, PROT, COUNT] },
];

/**
 * What is noted of the helpers that a file defines. Parameters are known by type and name, since a
 * series may put them in another order; a helper that lacks one of them cannot be judged.
 */
export const marksOf = ({ path, text }: SourceFile): readonly Marked[] =>
  HELPERS.flatMap(({ helper, mark, wanted }) => {
    const parameters = parametersOf(text, helper);
    if (parameters === undefined) return [];
    const shown = wanted.map((one) => {
      const place = placeOf(one, parameters);
      if (place >= 0) return place;
      throw new UnusableSubject(
        `${path}: expected ${helper} to have ${one.what} among its parameters, by which it is ` +
          `judged; found (${parameters.join(', ')})`,
      );
    });
    return [{ helper, mark, parameters: parameters.length, shown }];
  });

/** -1 if there is none, or if several could be meant. */
function placeOf({ type, name }: Wanted, parameters: readonly string[]): number {
  const all = parameters.flatMap((text, place) => (type.test(text) ? [place] : []));
  if (all.length <= 1 || name === undefined) return all[0] ?? -1;
  const named = all.filter((place) => name.test(parameters[place]!));
  return named.length === 1 ? named[0]! : -1;
}
