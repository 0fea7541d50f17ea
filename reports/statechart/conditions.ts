import type { ConditionTree } from '../../model/condition-tree.ts';

/** How a notation writes conditions. */
interface Notation {
  readonly and: string;
  readonly or: string;
  not(text: string): string;
  in(state: string): string;
}

const WORDS: Notation = { and: ' and ', or: ' or ', not: (text) => `not ${text}`, in: (id) => id };
const ECMASCRIPT: Notation = {
  and: ' && ',
  or: ' || ',
  not: (text) => `!${text}`,
  in: (id) => `In('${id}')`,
};

function written(tree: ConditionTree, notation: Notation, outer: ConditionTree['kind']): string {
  switch (tree.kind) {
    case 'in':
      return notation.in(tree.state);
    case 'named':
      return tree.name;
    case 'not':
      return notation.not(written(tree.of, notation, 'not'));
    default: {
      const parts = tree.of.map((part) => written(part, notation, tree.kind));
      const text = parts.join(tree.kind === 'all' ? notation.and : notation.or);
      return outer === tree.kind ? text : `(${text})`;
    }
  }
}

/** A condition as one reads it: `mmapLock.held and (waits or not usesIoLock)`. */
export const inWords = (tree: ConditionTree): string => unbraced(written(tree, WORDS, 'in'));

/** A condition in ECMAScript with the predicate `In`, as SCXML has it. */
export const inScript = (tree: ConditionTree): string => unbraced(written(tree, ECMASCRIPT, 'in'));

/** Without the parentheses around the whole. */
const unbraced = (text: string): string => text.replace(/^\((.*)\)$/, '$1');

/** The names of the predicates that a condition asks. */
export function predicatesIn(tree: ConditionTree): readonly string[] {
  switch (tree.kind) {
    case 'in':
      return [];
    case 'named':
      return [tree.name];
    case 'not':
      return predicatesIn(tree.of);
    default:
      return tree.of.flatMap(predicatesIn);
  }
}
