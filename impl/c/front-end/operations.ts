import { nodesIn, type SyntaxNode, syntaxOf } from './syntax.ts';

/** A `vm_operations_struct` of a C file: which function stands for which operation. */
export interface Operations {
  /** The variable's name. */
  readonly name: string;
  readonly members: ReadonlyMap<string, string>;
}

/** Reads what a node of a text says. */
export const reader =
  (text: string) =>
  ({ start, end }: SyntaxNode): string =>
    text.slice(start, end);

/** Every `vm_operations_struct` that a file defines, in its order. */
export function operationsIn(text: string): Operations[] {
  const of = reader(text);
  return nodesIn(syntaxOf(text), 'declaration').flatMap((declaration) => {
    const type = declaration.roles.type;
    if (!type || !/^struct\s+vm_operations_struct$/.test(of(type))) return [];
    return nodesIn(declaration, 'init_declarator').flatMap(({ roles: { declarator, value } }) => {
      const [name] = declarator ? nodesIn(declarator, 'identifier') : [];
      if (!name || value?.type !== 'initializer_list') return [];
      const members = nodesIn(value, 'initializer_pair').flatMap(({ roles }) => {
        const { designator, value: member } = roles;
        const [field] = designator ? nodesIn(designator, 'field_identifier') : [];
        const [handler] = member ? nodesIn(member, 'identifier') : [];
        return field && handler ? [[of(field), of(handler)] as const] : [];
      });
      return [{ name: of(name), members: new Map(members) }];
    });
  });
}
