import { nodesIn, type SyntaxNode, syntaxOf } from './syntax.ts';

/** What a mutation does to a text, as the reports call it. */
export const OPERATORS = [
  ...(['call dropped', 'call doubled', 'statements swapped', 'assignment dropped'] as const),
  ...(['condition negated', 'operand dropped', 'flag dropped', 'comparison changed'] as const),
  ...(['arithmetic changed', 'number changed', 'result exchanged', 'way out dropped'] as const),
] as const;
export type Operator = (typeof OPERATORS)[number];

/** One small change of a C file. */
export interface Mutation {
  readonly operator: Operator;
  /** Line in the file, from 1, and the function that it is in. */
  readonly line: number;
  readonly function: string;
  /** The text that is replaced, and what stands there instead. */
  readonly before: string;
  readonly after: string;
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
}

/** A node, and what stands in its place. */
interface Edit {
  readonly operator: Operator;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly after: string;
}

/** What these say makes no difference to a run: messages, and what only a debug build asks. */
const SAYS_NOTHING = new RegExp(
  `^(?:${[
    ...['pr_', 'dev_', 'drm_dbg', 'drm_info', 'drm_warn', 'drm_err', 'printk', 'DRM_', 'trace_'],
    ...['WARN', 'drm_WARN', 'BUILD_BUG', 'lockdep_', 'mmap_assert', 'dma_resv_assert', 'kasan_'],
    ...['might_', 'cond_resched', 'prefetch'],
  ].join('|')})`,
);

const COMPARISONS: Readonly<Record<string, string>> = {
  ...{ '<': '<=', '<=': '<', '>': '>=', '>=': '>' },
  ...{ '==': '!=', '!=': '==' },
};
const ARITHMETIC: Readonly<Record<string, string>> = { '+': '-', '-': '+', '<<': '>>', '>>': '<<' };
const RESULTS: Readonly<Record<string, string>> = {
  VM_FAULT_SIGBUS: 'VM_FAULT_NOPAGE',
  VM_FAULT_OOM: 'VM_FAULT_SIGBUS',
  VM_FAULT_NOPAGE: 'VM_FAULT_RETRY',
  VM_FAULT_RETRY: 'VM_FAULT_NOPAGE',
  true: 'false',
  false: 'true',
};

/**
 * Every mutation of the functions of a C file that are wanted, in the order of the text, by the
 * usual operators of mutation testing (Jia and Harman, IEEE TSE 37, 2011) and those of lock and
 * retry protocols: a call dropped, doubled or moved over its neighbour, a result exchanged.
 */
export function mutationsOf(text: string, wanted: (name: string) => boolean): Mutation[] {
  const functions = nodesIn(syntaxOf(text), 'function_definition');
  const all = functions.flatMap((definition) => {
    const name = nameOf(text, definition);
    const { body } = definition.roles;
    if (name === undefined || body === undefined || !wanted(name)) return [];
    return editsIn(text, body).map(({ after, ...edit }): Mutation => {
      const before = text.slice(edit.start, edit.end);
      return { ...edit, function: name, before, after };
    });
  });
  return all.sort((one, other) => one.start - other.start || one.end - other.end);
}

/** The text with a mutation. */
export const mutated = (text: string, { start, end, after }: Mutation): string =>
  text.slice(0, start) + after + text.slice(end);

function nameOf(text: string, definition: SyntaxNode): string | undefined {
  const { declarator } = definition.roles;
  const called = declarator && nodesIn(declarator, 'function_declarator')[0]?.roles.declarator;
  return called && text.slice(called.start, called.end);
}

function editsIn(text: string, body: SyntaxNode): Edit[] {
  const edits: Edit[] = [];
  const source = ({ start, end }: SyntaxNode): string => text.slice(start, end);
  const add = (operator: Operator, { start, end, line }: SyntaxNode, after: string): void => {
    edits.push({ operator, start, end, line, after });
  };
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'call_expression' && SAYS_NOTHING.test(source(node))) return;
    ofStatement(node, source, add);
    ofExpression(node, source, add);
    node.parts.forEach(visit);
  };
  visit(body);
  return edits;
}

type Source = (node: SyntaxNode) => string;
type Add = (operator: Operator, node: SyntaxNode, after: string) => void;

function ofStatement(node: SyntaxNode, source: Source, add: Add): void {
  switch (node.type) {
    case 'expression_statement': {
      const [only] = node.parts;
      // `(void)f();` is a call as well.
      const called = only?.type === 'cast_expression' ? only.roles.value : only;
      if (called?.type === 'call_expression' && !SAYS_NOTHING.test(source(called))) {
        add('call dropped', node, ';');
        add('call doubled', node, `{ ${source(node)} ${source(node)} }`);
      }
      if (only?.type === 'assignment_expression') add('assignment dropped', node, ';');
      return;
    }
    case 'compound_statement':
      node.parts.slice(1).forEach((second, index) => {
        const first = node.parts[index]!;
        if (![first, second].every((one) => isSimple(one, source))) return;
        const between = { ...first, end: second.end };
        add('statements swapped', between, `${source(second)} ${source(first)}`);
      });
      return;
    case 'return_statement':
    case 'goto_statement':
    case 'break_statement':
      add('way out dropped', node, ';');
      return;
    case 'if_statement':
    case 'while_statement':
    case 'do_statement': {
      const { condition } = node.roles;
      if (condition) add('condition negated', condition, `(!${source(condition)})`);
    }
  }
}

/** A call or an assignment as a statement, that is no message. */
const isSimple = (node: SyntaxNode, source: Source): boolean =>
  node.type === 'expression_statement' && !SAYS_NOTHING.test(source(node));

function ofExpression(node: SyntaxNode, source: Source, add: Add): void {
  const { left, right, operator } = node.roles;
  if (node.type === 'number_literal') {
    if (/^\d+$/.test(source(node))) add('number changed', node, String(Number(source(node)) + 1));
  } else if (['identifier', 'true', 'false'].includes(node.type)) {
    const other = RESULTS[source(node)];
    if (other !== undefined) add('result exchanged', node, other);
  } else if (node.type === 'binary_expression' && left && right && operator) {
    const sign = source(operator);
    const lost = sign === '&&' || sign === '||' ? 'operand dropped' : 'flag dropped';
    if (['&&', '||', '|', '&'].includes(sign)) {
      add(lost, node, source(left));
      add(lost, node, source(right));
    }
    const changed = COMPARISONS[sign];
    if (changed !== undefined) add('comparison changed', operator, changed);
    const turned = ARITHMETIC[sign];
    if (turned !== undefined) add('arithmetic changed', operator, turned);
  }
}
