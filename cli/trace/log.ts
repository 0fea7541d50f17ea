/** The text of a log as calls: what was entered and what returned, by whom, in which line. */

/** One line that says something: a function is entered, or returns. */
export interface LogCall {
  /** Counted from 1. */
  readonly line: number;
  /** `comm-pid`, or `CPU n` where the log does not tell the task. */
  readonly task: string;
  readonly kind: 'enter' | 'return';
  /** Empty for a return whose function the log does not name. */
  readonly name: string;
  readonly args: Readonly<Record<string, bigint>>;
  /** The register with the result; null where the log does not have it. */
  readonly result: bigint | null;
  /** Of a return, the function that is returned to, where the log tells it. */
  readonly caller?: string;
}

/** What a log says, and what it says that it does not have. */
export interface Log {
  readonly calls: readonly LogCall[];
  /** Places where a tracer says that events are missing. */
  readonly lost: readonly { readonly line: number; readonly text: string }[];
  /** Functions that the recording asked for, where it says so. */
  readonly recorded: readonly string[] | null;
}

/** Lines of a tracer are shorter, but for the list of what was recorded. */
const COLUMNS_MAX = 16_384;
const LOST = /\[(?:LOST \d+ EVENTS|\d+ EVENTS DROPPED)\]/;
const RECORDED = /^# faultline records:(.*)$/;
/** `comm-12 [000] ..... 1.5: event: text`, as ftrace, trace-cmd and our bpftrace script write it. */
const EVENT = new RegExp(
  [
    /^\s*(\S.*?-\d+)\s+(?:\(\s*[-\d]+\)\s+)?/, // task, thread group
    /\[\d+\]\s+(?:\S{4,7}\s+)?[\d.]+:\s+/, // CPU, flags, time
    /(?:\w+:)?(\w+):\s*(.*)$/,
  ]
    .map(({ source }) => source)
    .join(''),
);
/** ` 0) task-12 | 0.6 us | body`: the text of the tracer itself. */
const GRAPH = /^\s*(\d+)\)\s+(?:(\S.*?-\d+)\s*\|)?(?:[^|]*?)\|\s\s?(.*)$/;
const SWITCH = /^\s*(\d+)\)\s+(\S.*?-\d+)\s+=>\s+(\S.*?-\d+)\s*$/;
const OPEN = /^\s*(\w[\w.]*)\s*(?:\[\w+\]\s*)?\((.*?)\)\s*(\{|;)(.*)$/;
const CLOSE = /^\s*\}(.*)$/;
/** `/* = -16 *\/`, `/* ww_mutex_trylock = 0x1 *\/` (6.5), and `ret=0x1` since. */
const RESULT = /(?:\/\*\s*(?:[\w.]+(?: \[\w+\])?\s+)?=|\bret[=:])\s*(-?(?:0x)?[\da-f]+)\b/i;
const SUFFIX = '__return';
/** Where a kretprobe returns to: `(ttm_bo_vm_reserve+0x4a/0xe0 [ttm] <- up_read)`. */
const CALLER = /^\(([a-z_][\w.]*)\+0x[^<)]*<-/i;

/** Reads a log; lines that say nothing about a call are passed over. */
export function readLog(text: string): Log {
  const calls: LogCall[] = [];
  const lost: { line: number; text: string }[] = [];
  let recorded: string[] | null = null;
  const current = new Map<string, string>();
  text.split('\n').forEach((raw, index) => {
    const line = index + 1;
    if (raw.length > COLUMNS_MAX) return;
    const words = RECORDED.exec(raw);
    if (words) recorded = words[1]!.trim().split(/\s+/);
    else if (LOST.test(raw)) lost.push({ line, text: raw.trim() });
    else calls.push(...callsIn(raw, line, current));
  });
  return { calls, lost, recorded };
}

function callsIn(raw: string, line: number, current: Map<string, string>): LogCall[] {
  const event = EVENT.exec(raw);
  if (event) {
    const [, task, name, rest] = event as unknown as [string, string, string, string];
    if (name.startsWith('funcgraph_')) return graphCalls(afterBar(rest), line, task);
    return [probeCall(name, rest, { line, task })];
  }
  const switched = SWITCH.exec(raw);
  if (switched) current.set(switched[1]!, switched[3]!);
  const graph = switched ? null : GRAPH.exec(raw);
  if (!graph) return [];
  const [, cpu, task, body] = graph as unknown as [string, string, string | undefined, string];
  return graphCalls(body, line, task ?? current.get(cpu) ?? `CPU ${cpu}`);
}

const afterBar = (text: string): string => text.slice(text.indexOf('|') + 1);

function probeCall(
  name: string,
  rest: string,
  { line, task }: { readonly line: number; readonly task: string },
): LogCall {
  const isReturn = name.endsWith(SUFFIX);
  const args = argsIn(rest);
  const caller = isReturn ? CALLER.exec(rest)?.[1] : undefined;
  return {
    ...(caller === undefined ? {} : { caller }),
    line,
    task,
    kind: isReturn ? 'return' : 'enter',
    name: isReturn ? name.slice(0, -SUFFIX.length) : name,
    args,
    result: isReturn ? (args.ret ?? null) : null,
  };
}

/** A leaf is entered and returns in one line. */
function graphCalls(body: string, line: number, task: string): LogCall[] {
  const close = CLOSE.exec(body);
  if (close) {
    return [{ line, task, kind: 'return', name: '', args: {}, result: resultIn(close[1]!) }];
  }
  const open = OPEN.exec(body);
  if (!open) return [];
  const [, name, args, brace, tail] = open as unknown as string[];
  const call = { line, task, name: name!, args: argsIn(args!) };
  const enter: LogCall = { ...call, kind: 'enter', result: null };
  if (brace === '{') return [enter];
  return [enter, { ...call, kind: 'return', result: resultIn(tail!) }];
}

const resultIn = (text: string): bigint | null => number(RESULT.exec(text)?.[1]);

const argsIn = (text: string): Readonly<Record<string, bigint>> =>
  Object.fromEntries(
    [...text.matchAll(/(\w+)=(-?(?:0x[\da-f]+|\d+))/gi)].map(([, name, value]) => [
      name!,
      number(value)!,
    ]),
  );

function number(text: string | undefined): bigint | null {
  if (text === undefined) return null;
  const digits = text.replace('-', '');
  const value = BigInt(/^0x/i.test(digits) || /^\d+$/.test(digits) ? digits : `0x${digits}`);
  return text.startsWith('-') ? -value : value;
}
