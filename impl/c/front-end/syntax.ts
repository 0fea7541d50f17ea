import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';

/**
 * A piece of C as the parser sees it (docs/decisions/0043). What the grammar cannot read, such as a
 * type among the arguments of a macro, is an `ERROR` around as few tokens as possible.
 */
export interface SyntaxNode {
  /** As the grammar calls it: `function_definition`, `if_statement`, `call_expression`, … */
  readonly type: string;
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
  /** Line of its first character, from 1. */
  readonly line: number;
  /** Its parts but for punctuation, in their order. */
  readonly parts: readonly SyntaxNode[];
  /** The part that plays this role: `declarator`, `body`, `condition`, … */
  readonly roles: Readonly<Record<string, SyntaxNode>>;
}

const { resolve } = createRequire(import.meta.url);
const wasm = (name: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(readFileSync(resolve(name)));

await Parser.init({ wasmBinary: wasm('web-tree-sitter/web-tree-sitter.wasm') });
const parser = new Parser().setLanguage(
  await Language.load(wasm('tree-sitter-c/tree-sitter-c.wasm')),
);

/** Texts whose trees are kept: a subject is asked several questions. */
const KEPT_MAX = 8;
const kept = new Map<string, SyntaxNode>();

/** The syntax of a C file: the root, whose parts stand outside of every function. */
export function syntaxOf(text: string): SyntaxNode {
  const found = kept.get(text);
  if (found) return found;
  const tree = parser.parse(withoutAnnotations(text));
  if (!tree) throw new Error('the parser of C gave no tree');
  const root = copied(tree.walk());
  tree.delete();
  for (const oldest of [...kept.keys()].slice(0, kept.size - KEPT_MAX + 1)) kept.delete(oldest);
  kept.set(text, root);
  return root;
}

/** Words of the kernel's that say something to the compiler or to a checker, and nothing to C. */
const ANNOTATIONS = new RegExp(
  `\\b(?:${[
    ...['init', 'exit', 'user', 'iomem', 'force', 'rcu', 'percpu', 'must_check', 'maybe_unused'],
    ...['always_unused', 'used', 'cold', 'hot', 'pure', 'weak', 'ref', 'always_inline', 'sched'],
    ...['read_mostly', 'ro_after_init', 'attribute_const__', 'nocast', 'bitwise', 'deprecated'],
  ]
    .map((word) => `__${word}`)
    .join('|')}|noinline|noinline_for_stack|notrace|asmlinkage)\\b`,
  'g',
);

/** The same text at the same places, for a grammar to which such a word is one name too many. */
const withoutAnnotations = (text: string): string =>
  text.replaceAll(ANNOTATIONS, (word) => ' '.repeat(word.length));

type Cursor = ReturnType<NonNullable<ReturnType<Parser['parse']>>['walk']>;

/** The node at a cursor with all that is below it, outside of the parser's own memory. */
function copied(cursor: Cursor): SyntaxNode {
  const parts: SyntaxNode[] = [];
  const roles: Record<string, SyntaxNode> = {};
  const node = {
    type: cursor.nodeType,
    start: cursor.startIndex,
    end: cursor.endIndex,
    line: cursor.startPosition.row + 1,
    parts,
    roles,
  };
  if (!cursor.gotoFirstChild()) return node;
  do {
    const role = cursor.currentFieldName;
    if (!cursor.nodeIsNamed && role === null) continue;
    const part = copied(cursor);
    if (cursor.nodeIsNamed) parts.push(part);
    if (role !== null) roles[role] ??= part;
  } while (cursor.gotoNextSibling());
  cursor.gotoParent();
  return node;
}

/** Every node of a kind in a tree, in the order of the text. */
export function nodesIn(root: SyntaxNode, ...types: readonly string[]): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const visit = (node: SyntaxNode): void => {
    if (types.includes(node.type)) found.push(node);
    node.parts.forEach(visit);
  };
  visit(root);
  return found;
}
