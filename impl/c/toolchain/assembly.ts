/**
 * What clang's assembly of a subject says line by line, as the few kinds of lines that matter here.
 *
 * Assembly is read rather than DWARF: there, a `.loc` stands right before the instructions that it
 * is about (docs/decisions/0023).
 */

/** A place in a source text; `file` is a number that a `.file` line has given a name. */
export interface Loc {
  readonly file: number;
  readonly line: number;
  readonly column: number;
}

/** One line of assembly. */
export type AsmLine =
  | { readonly kind: 'file'; readonly file: number; readonly name: string }
  | { readonly kind: 'loc'; readonly loc: Loc }
  | { readonly kind: 'type'; readonly name: string; readonly type: string }
  | { readonly kind: 'label'; readonly name: string }
  | { readonly kind: 'instruction'; readonly name: string; readonly operands: string }
  | { readonly kind: 'other' };

const FILE = /^\s*\.file\s+(\d+)\s+(?:"([^"]*)"\s+)?"([^"]*)"/;
const LOC = /^\s*\.loc\s+(\d+)\s+(\d+)\s+(\d+)/;
const TYPE = /^\s*\.functype\s+(\S+)\s+(.*)$/;
const LABEL = /^([\w.$]+):/;
const INSTRUCTION = /^\s+([a-z][\w.]*)\s*([^#]*)/;

/** Reads one line. */
export function asmLine(text: string): AsmLine {
  const file = FILE.exec(text);
  if (file) return { kind: 'file', file: Number(file[1]), name: file[3]! };
  const loc = LOC.exec(text);
  if (loc) {
    const [line, column] = [Number(loc[2]), Number(loc[3])];
    return { kind: 'loc', loc: { file: Number(loc[1]), line, column } };
  }
  const type = TYPE.exec(text);
  if (type) return { kind: 'type', name: type[1]!, type: type[2]!.trim() };
  const label = LABEL.exec(text);
  if (label) return { kind: 'label', name: label[1]! };
  const instruction = INSTRUCTION.exec(text);
  if (!instruction) return { kind: 'other' };
  return { kind: 'instruction', name: instruction[1]!, operands: instruction[2]!.trim() };
}

/** Every line of a text of assembly. */
export const asmLines = (text: string): AsmLine[] => text.split('\n').map(asmLine);
