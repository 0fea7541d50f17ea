import { readFileSync } from 'node:fs';
import { DAEMONS, type Play } from './job.ts';

/** What the module answers: `kernel/protocol.h` in the same order, `kernel/kinds.h` for names. */

/** An event of a real kernel; objects, and replies that are objects, go by their names. */
export interface RealEvent {
  readonly step: number;
  /** Id of the task, -1 for what nobody in particular did. */
  readonly task: number;
  readonly event: string;
  /** `resv-1`; empty for none. */
  readonly object: string;
  readonly args: readonly [RealValue, RealValue, RealValue];
  readonly reply: RealValue;
}

/** A number, or the name of an object. */
export type RealValue = number | string;

/** How far the schedule could be followed. */
export type RealOutcome =
  | 'played'
  /** The task sleeps in its primitive, where the schedule lets it go on. */
  | 'sleeps'
  /** The task is done, and the schedule has steps for it. */
  | 'finished'
  /** The task does not come to its next primitive. */
  | 'awake'
  /** The object that the worker is to destroy is not idle. */
  | 'not-idle'
  /** The GPU has nothing to signal. */
  | 'no-fence'
  /** The world could not be built. */
  | 'unplayable'
  /** The kernel went down, or did not come back. */
  | 'crashed';

/** A run on a real kernel. */
export interface RealRun {
  readonly outcome: RealOutcome;
  /** The step and the task at which the schedule could not be followed. */
  readonly step: number;
  readonly task: number;
  /** The primitive before which that task stood, or in which it slept. */
  readonly pending: string;
  readonly events: readonly RealEvent[];
  /** Tasks that did not finish by themselves when nobody held them back. */
  readonly stuck: readonly number[];
  /** What was left behind: `mmap lock`, `resv-1`, `bo-1`. */
  readonly left: readonly string[];
  /** What the kernel printed meanwhile. */
  readonly console: readonly string[];
}

const OUTCOMES: readonly RealOutcome[] = [
  ...(['played', 'sleeps', 'finished', 'awake', 'not-idle', 'no-fence', 'unplayable'] as const),
];
const MAGIC = 0x464c544a;
/** Words before the events. */
const HEAD_WORDS = 12;
const EVENT = 8;
const CLASSES = [
  '',
  'mm',
  'resv',
  'fence',
  'glob',
  'bdev',
  'bo',
  'ttm',
  'vma',
  'mem',
  'signals',
  'ctx',
  'child-vma',
  'dummy-page',
  'timers',
];
const SINGLE = new Set(['mm', 'glob', 'bdev', 'signals', 'timers']);

interface Kind {
  readonly name: string;
  /** Which numbers are objects: some of A, B, C, R. */
  readonly objects: string;
}

/** The kinds of events, in the order of the module's enum. */
const KINDS: readonly Kind[] = [
  ...readFileSync(new URL('./kernel/kinds.h', import.meta.url), 'utf8').matchAll(
    /^FL_KIND\((\w+), (\w+)\)$/gm,
  ),
].map(([, name, objects]) => ({ name: name!, objects: objects! }));

/** The name of an object in the log. */
function objectName(code: number): string {
  if (code === 0) return '';
  const name = CLASSES[code >> 8] ?? 'unknown';
  if (SINGLE.has(name)) return name;
  return name === 'mem' ? `bo-${code & 0xff}.mem` : `${name}-${code & 0xff}`;
}

function eventOf(words: Int32Array, at: number, play: Play): RealEvent {
  const [kind, task, object, a, b, c, reply, step] = words.subarray(at, at + EVENT);
  const { name, objects } = KINDS[kind!]!;
  const value = (number: number, letter: string): RealValue =>
    objects.includes(letter) && number !== 0 ? objectName(number) : number;
  return {
    step: step!,
    task: taskOf(task!, play),
    event: name,
    object: objectName(object!),
    args: [value(a!, 'A'), value(b!, 'B'), value(c!, 'C')],
    reply: value(reply!, 'R'),
  };
}

function taskOf(task: number, { tasks }: Play): number {
  const daemon = Object.entries(DAEMONS).find(([, code]) => code === task);
  return daemon ? tasks.indexOf(daemon[0]) : task;
}

const bits = (mask: number): number[] => [...Array(16).keys()].filter((bit) => mask & (1 << bit));

/** An answer and how many bytes it took, or undefined if it is not whole. */
export function decode(
  bytes: Uint8Array,
  at: number,
  playOf: (id: number) => Play,
): { readonly id: number; readonly run: RealRun; readonly bytes: number } | undefined {
  if (bytes.length - at < HEAD_WORDS * 4) return undefined;
  const head = new Int32Array(bytes.slice(at, at + HEAD_WORDS * 4).buffer);
  const [magic, id, outcome, step, task, pending, stuck, held, reserved, alive, , events] = head;
  if (magic !== MAGIC) throw new Error('the guest wrote something that is no answer');
  const size = 4 * (HEAD_WORDS + events! * EVENT);
  if (bytes.length - at < size) return undefined;
  const play = playOf(id!);
  const words = new Int32Array(bytes.slice(at + 4 * HEAD_WORDS, at + size).buffer);
  const run: RealRun = {
    outcome: OUTCOMES[outcome!]!,
    step: step!,
    task: task!,
    pending: KINDS[pending!]?.name ?? '',
    events: Array.from({ length: events! }, (_, index) => eventOf(words, index * EVENT, play)),
    stuck: bits(stuck!),
    left: [
      ...(held ? ['the mmap lock'] : []),
      ...bits(reserved!).map((index) => `the reservation of bo-${index + 1}`),
      ...bits(alive!).map((index) => `references to bo-${index + 1}`),
    ],
    console: [],
  };
  return { id: id!, run, bytes: size };
}
