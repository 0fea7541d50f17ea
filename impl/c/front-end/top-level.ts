import { bare } from './bare.ts';
import { nodesIn, type SyntaxNode, syntaxOf } from './syntax.ts';

/** One declaration, definition or directive of a C file, outside of every function. */
export interface Item {
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'directive' | 'declaration' | 'function';
  /** What it declares or defines: functions, variables, types, tags, enumerators, macros. */
  readonly names: readonly string[];
  readonly node: SyntaxNode;
}

/** Nodes that only hold others: the branches of a condition, an `extern "C"`. */
const HOLDERS = new Set([
  ...['translation_unit', 'linkage_specification', 'declaration_list'],
  ...['if', 'ifdef', 'elif', 'elifdef', 'else'].map((name) => `preproc_${name}`),
]);
const SKIPPED = ['comment', ';', 'identifier', 'preproc_arg', 'preproc_defined'];

/** The items of a C file, in their order; conditions stand between what they hold. */
export function topLevel(text: string): Item[] {
  const items: Item[] = [];
  const visit = (holder: SyntaxNode): void => {
    for (const part of holder.parts) {
      if (SKIPPED.includes(part.type) || part === holder.roles.condition) continue;
      if (HOLDERS.has(part.type)) visit(part);
      else items.push(itemOf(text, part));
    }
  };
  visit(syntaxOf(text));
  const whole = withMacroFunctions(text, items);
  return [...whole, ...conditions(text, whole)].sort((one, other) => one.start - other.start);
}

function itemOf(text: string, node: SyntaxNode): Item {
  const { type, start } = node;
  // A directive's node ends behind its line.
  const end = type.startsWith('preproc_')
    ? start + text.slice(start, node.end).trimEnd().length
    : node.end;
  // The semicolon after a struct stands beside its node.
  const after = type.endsWith('_specifier') ? (/^\s*;/.exec(text.slice(end))?.[0].length ?? 0) : 0;
  const item = { start, end: Math.max(end + after, start + 1), node };
  if (type.startsWith('preproc_')) {
    const name = node.roles.name;
    const names = name ? [text.slice(name.start, name.end)] : [];
    return { ...item, kind: 'directive', names };
  }
  const isFunction = type === 'function_definition';
  return { ...item, kind: isFunction ? 'function' : 'declaration', names: namesOf(text, node) };
}

/** What a declaration declares; of a macro in its place, what stands between its parentheses. */
function namesOf(text: string, node: SyntaxNode): string[] {
  const of = (one: SyntaxNode): string => text.slice(one.start, one.end);
  if (node.type === 'ERROR') return [];
  if (node.type === 'expression_statement') {
    // Of a macro's call everything may be a definition, but not of those that only tell of one.
    return /^(?:EXPORT|MODULE)_/.test(of(node)) ? [] : nodesIn(node, 'identifier').map(of);
  }
  const declared = node.parts.flatMap((part) => declaratorNames(text, part));
  const inside =
    node.type === 'function_definition' ? (node.roles.type ? [node.roles.type] : []) : [node];
  const types = inside.flatMap((one) =>
    nodesIn(one, 'struct_specifier', 'union_specifier', 'enum_specifier'),
  );
  const tags = types.flatMap(({ roles: { name, body } }) => (name && body ? [of(name)] : []));
  const enumerators = inside.flatMap((one) =>
    nodesIn(one, 'enumerator').flatMap(({ roles: { name } }) => (name ? [of(name)] : [])),
  );
  const macro = node.roles.type && /^DE(?:FINE|CLARE)_/.test(of(node.roles.type));
  const defined = macro ? (of(node).match(/\w+/g) ?? []) : [];
  return [...new Set([...declared, ...tags, ...enumerators, ...defined])];
}

/** The names in a declarator, without its parameters and its value. */
function declaratorNames(text: string, node: SyntaxNode): string[] {
  switch (node.type) {
    case 'identifier':
    case 'field_identifier':
      return [text.slice(node.start, node.end)];
    case 'init_declarator':
    case 'pointer_declarator':
    case 'function_declarator':
    case 'array_declarator':
    case 'attributed_declarator':
    case 'parenthesized_declarator': {
      const inner = node.roles.declarator ? [node.roles.declarator] : node.parts;
      return inner.flatMap((part) =>
        part.type === 'type_identifier'
          ? [text.slice(part.start, part.end)]
          : declaratorNames(text, part),
      );
    }
    default:
      return [];
  }
}

/** `DEFINE_HANDLER(name) { … }`: a call and a block are one function, named by what is called. */
function withMacroFunctions(text: string, items: readonly Item[]): Item[] {
  const whole: Item[] = [];
  for (const item of items) {
    const before = whole.at(-1);
    const between = before && text.slice(before.end, item.start);
    const joins =
      before?.node.type === 'expression_statement' &&
      item.node.type === 'compound_statement' &&
      !text.slice(before.start, before.end).trimEnd().endsWith(';') &&
      between?.trim() === '';
    if (!joins) whole.push(item);
    else whole.splice(-1, 1, { ...before, end: item.end, kind: 'function' });
  }
  return whole;
}

/** Lines with `#` that no item has: conditions, and what the parser makes nothing of. */
function conditions(text: string, items: readonly Item[]): Item[] {
  const code = bare(text);
  const found: Item[] = [];
  for (const { index, 0: line } of code.matchAll(/^[ \t]*#(?:\\\r?\n|.)*/gm)) {
    const start = index + line.indexOf('#');
    if (items.some((item) => item.start <= start && start < item.end)) continue;
    const end = index + line.length;
    const node = { type: 'preproc_call', start, end, line: 0, parts: [], roles: {} };
    found.push({ start, end, kind: 'directive', names: [], node });
  }
  return found;
}
