import { nameOf } from '../../impl/kernel/memory/layout.ts';
import { type ArgumentType, codeOf, type EventKind, kindOf } from '../../scheduler/event.ts';
import type { Trace, TraceEvent } from '../../scheduler/trace.ts';
import type { RealEvent, RealRun, RealValue } from '../../witness/log.ts';

/** A simulated run and a real one, event by event. */

/** Where they part: what the one has and the other has instead. */
export interface Parting {
  readonly step: number;
  readonly real: string;
  readonly simulated: string;
}

/**
 * What only the simulation knows: accesses to memory, the frames of references (fences are freed
 * when their reservation lets go of them, tables with their objects).
 */
const UNSEEN = new Set(['read', 'write']);
const isUnseen = (event: string, object: string): boolean =>
  UNSEEN.has(event) || (event === 'freed' && /^(?:fence|ttm)-/.test(object));

interface Line {
  readonly step: number;
  readonly text: string;
}

/** The first difference between the events of the two, or null if there is none. */
export function compare(trace: Trace, run: RealRun, tasks: readonly string[]): Parting | null {
  const simulated = trace
    .events()
    .filter((event) => !isUnseen(event.kind.name, nameOf(event.object)))
    .map((event) => ({ step: event.step, text: simulatedText(event, tasks) }));
  const real = run.events
    .filter(({ event, object }) => !isUnseen(event, object))
    .map((event) => ({ step: event.step, text: realText(event, tasks) }));
  const length = Math.max(simulated.length, real.length);
  for (let index = 0; index < length; index += 1) {
    const [ours, theirs] = [simulated[index], real[index]];
    if (ours && theirs && ours.text === theirs.text) continue;
    return {
      step: (theirs ?? ours)!.step,
      real: theirs ? theirs.text : endOf(run, tasks),
      simulated: textOf(ours),
    };
  }
  if (run.outcome === 'played') return null;
  return { step: run.step, real: endOf(run, tasks), simulated: 'the end of the run' };
}

const textOf = (line: Line | undefined): string => line?.text ?? 'the end of the run';

/** How many events the two have been compared in. */
export const comparedEvents = (run: RealRun): number =>
  run.events.filter(({ event, object }) => !isUnseen(event, object)).length;

/** Why the real run goes no further. */
export function endOf({ outcome, task, pending }: RealRun, tasks: readonly string[]): string {
  const who = tasks[task] ?? 'nobody';
  switch (outcome) {
    case 'played':
      return 'the end of the run';
    case 'sleeps':
      return `${who} sleeps in ${pending}`;
    case 'finished':
      return `${who} is done`;
    case 'awake':
      return `${who} does not come to its next primitive`;
    case 'not-idle':
      return 'the object that is to be destroyed is not idle';
    case 'no-fence':
      return 'the GPU has nothing to signal';
    case 'unplayable':
      return 'the world cannot be built';
    case 'crashed':
      return 'the kernel goes down';
  }
}

const hex = (value: number): string => `0x${(value >>> 0).toString(16)}`;

function shown(value: RealValue, type: ArgumentType | undefined): string {
  if (type === 'address')
    return typeof value === 'string' ? value : value === 0 ? 'NULL' : hex(value);
  if (type === 'hex' || type === 'flags' || type === 'prot' || type === 'vm_fault') {
    return hex(Number(value));
  }
  return String(value);
}

function simulatedText(
  { kind, task, object, a, b, c, reply }: TraceEvent,
  tasks: readonly string[],
) {
  const named = (value: number, type: ArgumentType | undefined): RealValue =>
    type === 'address' && value !== 0 ? nameOf(value) : value;
  return lineOf(kind, {
    who: tasks[task] ?? '',
    object: object === 0 ? '' : nameOf(object),
    args: [a, b, c]
      .slice(0, kind.args.length)
      .map((value, index) => named(value, kind.args[index])),
    reply: named(reply, kind.reply),
  });
}

function realText(event: RealEvent, tasks: readonly string[]): string {
  const kind = kindNamed(event.event);
  return lineOf(kind, {
    who: tasks[event.task] ?? '',
    object: event.object,
    args: event.args.slice(0, kind.args.length),
    reply: event.reply,
  });
}

/** The kind of event that the simulated kernel knows by this name. */
function kindNamed(name: string): EventKind {
  const code = codeOf(name);
  if (code === undefined) throw new Error(`no event is called ${name}`);
  return kindOf(code);
}

interface Parts {
  readonly who: string;
  readonly object: string;
  readonly args: readonly RealValue[];
  readonly reply: RealValue;
}

/** Events whose object is the simulation's own way of storing. */
const NOWHERE = new Set(['send_signal', 'time_passes']);

function lineOf(kind: EventKind, { who, object, args, reply }: Parts): string {
  // The digest of the memory is each kernel's own; signals and time stand in no object.
  const compared = kind.name === 'trap_begin' ? args.slice(0, 2) : args;
  const operands = compared.map((value, index) => shown(value, kind.args[index]));
  const on = NOWHERE.has(kind.name) ? [] : [object].filter((name) => name !== '');
  return `${who}: ${kind.name}(${[...on, ...operands].join(', ')}) = ${shown(reply, kind.reply)}`;
}
