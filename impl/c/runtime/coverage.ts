import { placeName } from '../../../scheduler/source-line.ts';
import type { BranchWay, SourceCoverage } from '../../subject.ts';
import type { Loc } from '../toolchain/assembly.ts';
import type { CodeMap } from '../toolchain/code-map.ts';

/** What the kernel's page fault comes to first. */
const ENTRIES = ['faultline_fault', 'faultline_hook_notify', 'faultline_hook_io_mem_pfn'];

/**
 * Which lines and branches of the user's text were run, of those that the fault handler can come
 * to. `hits` has a 1 for each block that was reached.
 */
export function sourceCoverage(map: CodeMap, hits: Uint8Array): SourceCoverage {
  const isCalled = map.functions.map((_, index) =>
    map.blocks.some((block, guard) => block.function === index && hits[guard] === 1),
  );
  const isInside = insideOf(map, isCalled);
  const named = (wanted: (index: number) => boolean): string[] =>
    map.functions.flatMap(({ name, at }, index) => (at && wanted(index) ? [name] : []));
  return {
    lines: linesOf(map, hits, isInside),
    branches: branchesOf(map, hits, isInside),
    neverCalled: named((index) => isInside[index]! && !isCalled[index]),
    beside: named((index) => !isInside[index]),
  };
}

/** Functions that the handler comes to, by calls that name them or because a run has shown it. */
function insideOf({ functions }: CodeMap, isCalled: readonly boolean[]): boolean[] {
  const isInside = [...isCalled];
  const byName = new Map(functions.map(({ name }, index) => [name, index]));
  const visit = (index: number): void => {
    isInside[index] = true;
    for (const name of functions[index]!.calls) {
      const callee = byName.get(name);
      if (callee !== undefined && !isInside[callee]) visit(callee);
    }
  };
  functions.forEach(({ name }, index) => {
    if (isInside[index] || ENTRIES.includes(name)) visit(index);
  });
  return isInside;
}

const nameOf = ({ files }: CodeMap, { file, line }: Loc): string =>
  placeName({ path: files[file]!, line });

/** What was reached of things that several blocks can have in common. */
function tally<T>(all: ReadonlyMap<string, { readonly thing: T; readonly reached: boolean }>) {
  const things = [...all.values()];
  const never = things.filter(({ reached }) => !reached).map(({ thing }) => thing);
  return { total: things.length, reached: things.length - never.length, never };
}

function linesOf(map: CodeMap, hits: Uint8Array, isInside: readonly boolean[]) {
  const lines = new Map<string, { thing: Loc; reached: boolean }>();
  map.blocks.forEach((block, guard) => {
    if (!isInside[block.function]) return;
    for (const thing of block.lines) {
      const name = nameOf(map, thing);
      const reached = hits[guard] === 1 || lines.get(name)?.reached === true;
      lines.set(name, { thing, reached });
    }
  });
  const { total, reached, never } = tally(lines);
  const sorted = never.sort((one, other) => one.file - other.file || one.line - other.line);
  return { total, reached, never: sorted.map((loc) => nameOf(map, loc)) };
}

function branchesOf(map: CodeMap, hits: Uint8Array, isInside: readonly boolean[]) {
  const ways = new Map<string, { thing: BranchWay; at: Loc; reached: boolean }>();
  for (const { at, to } of map.branches) {
    for (const { guard, leads } of to) {
      if (!isInside[map.blocks[guard]!.function]) continue;
      const thing: BranchWay = {
        at: nameOf(map, at),
        column: at.column,
        to: leads && nameOf(map, leads),
      };
      const name = JSON.stringify(thing);
      const reached = hits[guard] === 1 || ways.get(name)?.reached === true;
      ways.set(name, { thing, at, reached });
    }
  }
  const { total, reached, never } = tally(ways);
  const place = (name: BranchWay): number => ways.get(JSON.stringify(name))!.at.line;
  return { total, reached, never: never.sort((one, other) => place(one) - place(other)) };
}
