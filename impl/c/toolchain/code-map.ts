import type { AsmLine, Loc } from './assembly.ts';

/** What the compiled code says of the text that it was made of. */
export interface CodeMap {
  /** Paths of the user's files, by number; those of the shim are left out. */
  readonly files: Readonly<Record<number, string>>;
  readonly functions: readonly CodeFunction[];
  /** By number of the guard at whose call a basic block begins: what the block has. */
  readonly blocks: readonly CodeBlock[];
  readonly branches: readonly CodeBranch[];
}

/** A function, in whatever file. */
export interface CodeFunction {
  readonly name: string;
  /** Where its text begins, if it is one of the user's. */
  readonly at: Loc | null;
  /** Functions that it calls by name. */
  readonly calls: readonly string[];
}

/** A basic block of a function: the lines of the user's text that run when it does. */
export interface CodeBlock {
  readonly function: number;
  readonly lines: readonly Loc[];
}

/** A conditional jump in the user's text, and the blocks that it can lead to. */
export interface CodeBranch {
  readonly at: Loc;
  readonly to: readonly CodeWay[];
}

/** One of the blocks: its guard, and the first line there that is not the jump's own. */
export interface CodeWay {
  readonly guard: number;
  readonly leads: Loc | null;
}

/** The function that begins every basic block, as `-fsanitize-coverage=edge` calls it. */
export const GUARD = '__sanitizer_cov_trace_pc_guard';

interface Instruction {
  readonly name: string;
  readonly operands: string;
  /** Its place, if the compiler gives it one. */
  readonly loc: Loc | null;
  /** The last place before it in the function, where it has none. */
  readonly near: Loc | null;
}

interface Draft {
  readonly name: string;
  at: Loc | null;
  readonly calls: Set<string>;
  /** Instructions with the place that holds for each. */
  readonly code: Instruction[];
}

/** The path of the user's that a file's name in the assembly stands for; undefined for ours. */
export type UserPath = (name: string) => string | undefined;

/** Reads the map off the assembly; guards are numbered as they come. */
export function codeMap(lines: readonly AsmLine[], userPath: UserPath): CodeMap {
  const files: Record<number, string> = {};
  for (const line of lines) {
    const path = line.kind === 'file' ? userPath(line.name) : undefined;
    if (line.kind === 'file' && path !== undefined) files[line.file] = path;
  }
  const drafts = draftsOf(lines, (loc) => loc.line > 0 && loc.file in files);
  const blocks: CodeBlock[] = [];
  const branches: CodeBranch[] = [];
  drafts.forEach((draft, index) => {
    const first = blocks.length;
    blocks.push(...blocksOf(draft).map((own) => ({ function: index, lines: own })));
    branches.push(...branchesOf(draft, first));
  });
  const functions = drafts.map(({ name, at, calls }) => ({ name, at, calls: [...calls] }));
  return { files, functions, blocks, branches };
}

function draftsOf(lines: readonly AsmLine[], isKnown: (loc: Loc) => boolean): Draft[] {
  const drafts: Draft[] = [];
  let current: Draft | undefined;
  let loc: Loc | null = null;
  let near: Loc | null = null;
  lines.forEach((line, index) => {
    if (line.kind === 'label' && beginsFunction(lines, index)) {
      current = { name: line.name, at: null, calls: new Set(), code: [] };
      [loc, near] = [null, null];
      drafts.push(current);
    } else if (line.kind === 'loc') {
      // Line 0 is what the compiler has no place for.
      loc = isKnown(line.loc) ? line.loc : null;
      near = loc ?? near;
      if (current) current.at ??= loc;
    } else if (line.kind === 'instruction' && current) {
      const { name, operands } = line;
      current.code.push({ name, operands, loc, near });
      if (name === 'call') current.calls.add(operands);
      if (name === 'end_function') current = undefined;
    }
  });
  return drafts;
}

/** After a function's label its type is said once more; other labels are of data or of debugging. */
export function beginsFunction(lines: readonly AsmLine[], index: number): boolean {
  const label = lines[index]!;
  if (label.kind !== 'label' || label.name.startsWith('.')) return false;
  for (const line of lines.slice(index + 1, index + 12)) {
    if (line.kind === 'type') return line.name === label.name;
    if (line.kind === 'instruction') return false;
  }
  return false;
}

const isGuard = ({ name, operands }: Draft['code'][number]): boolean =>
  name === 'call' && operands === GUARD;

/** Where a basic block ends, so that what follows belongs to the next guard. */
const ENDS = /^(?:br|br_if|br_table|return|unreachable|end_block|end_loop|loop)$/;

/** The lines of each block; what precedes a guard in its block is the guard's too. */
function blocksOf({ code }: Draft): Loc[][] {
  const blocks: Loc[][] = [];
  let pending: Loc[] = [];
  let open = false;
  for (const instruction of code) {
    if (isGuard(instruction)) {
      blocks.push(pending);
      pending = [];
      open = true;
    }
    const lines = open ? blocks.at(-1)! : pending;
    const { loc } = instruction;
    if (loc && !lines.some(({ file, line }) => file === loc.file && line === loc.line)) {
      lines.push(loc);
    }
    if (ENDS.test(instruction.name)) open = false;
  }
  return blocks;
}

/** The conditional jumps of a function, by structured control flow. */
function branchesOf({ code }: Draft, firstGuard: number): CodeBranch[] {
  const { target, next } = flowOf(code);
  const guards = new Map<number, number>();
  code.forEach((instruction, at) => {
    if (isGuard(instruction)) guards.set(at, firstGuard + guards.size);
  });
  const wayFrom = (from: number, jump: Loc): CodeWay[] => {
    const guard = next(from, (at) => guards.has(at));
    if (guard === undefined) return [];
    const leads = next(guard, (at) => {
      const { loc } = code[at]!;
      return loc !== null && (loc.line !== jump.line || loc.file !== jump.file);
    });
    return [{ guard: guards.get(guard)!, leads: leads === undefined ? null : code[leads]!.loc }];
  };
  return code.flatMap(({ name, operands, near }, at) => {
    if (!near || (name !== 'br_if' && name !== 'br_table')) return [];
    const depths = [...operands.matchAll(/\d+/g)].map(([depth]) => Number(depth));
    const starts = [
      ...depths.map((depth) => target(at, depth)),
      ...(name === 'br_if' ? [at + 1] : []),
    ];
    const to = starts.flatMap((start) => wayFrom(start, near));
    return new Set(to.map(({ guard }) => guard)).size > 1 ? [{ at: near, to }] : [];
  });
}

/** Instructions at which it depends on data where the code goes on, or it does not. */
const FORKS = /^(?:return|unreachable|br_if|br_table|end_function)$/;

/** Where jumps lead, and what comes next in straight code. */
function flowOf(code: Draft['code']) {
  const ends = new Map<number, number>();
  const open: { readonly start: number; readonly isLoop: boolean }[] = [];
  const scopes = code.map(({ name }, at) => {
    if (name === 'block' || name === 'loop') open.push({ start: at, isLoop: name === 'loop' });
    if (name === 'end_block' || name === 'end_loop') ends.set(open.pop()!.start, at);
    return [...open];
  });
  const target = (at: number, depth: number): number => {
    const scope = scopes[at]!.at(-1 - depth);
    if (!scope) return code.length;
    return scope.isLoop ? scope.start + 1 : ends.get(scope.start)! + 1;
  };
  const next = (from: number, isIt: (at: number) => boolean): number | undefined => {
    let at = from;
    // Straight code can be a loop that never ends.
    for (let seen = 0; at < code.length && seen <= code.length; seen += 1) {
      if (isIt(at)) return at;
      const { name, operands } = code[at]!;
      if (FORKS.test(name)) return undefined;
      at = name === 'br' ? target(at, Number(operands)) : at + 1;
    }
    return undefined;
  };
  return { target, next };
}
