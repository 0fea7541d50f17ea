import { errnoName } from '../../impl/kernel/errno.ts';
import { READ, TRAP_END, TRAP_ENDS, WRITE } from '../../impl/kernel/marks.ts';
import { nameOf, placeAt } from '../../impl/kernel/memory/layout.ts';
import { faultFlagNames, faultResultNames, protNames } from '../../impl/kernel/mm-flags.ts';
import type { ArgumentType } from '../../scheduler/event.ts';
import { isOperation, type Operation } from '../../scheduler/operation.ts';
import { placeName } from '../../scheduler/source-line.ts';
import type { Trace, TraceEvent } from '../../scheduler/trace.ts';
import type { PortableEvent } from '../answers/portable-event.ts';

/** Turns a trace of integers into one of names, for files and reports. */
export function portableTrace(trace: Trace, tasks: readonly string[]): PortableEvent[] {
  return trace.events().map((event, index) => {
    const place = trace.places[index];
    const portable = portableEvent(event, tasks);
    return place ? { ...portable, at: placeName(place) } : portable;
  });
}

/** The same of one event, without its place in the source. */
export function portableEvent(event: TraceEvent, tasks: readonly string[]): PortableEvent {
  const { kind, task, step, a, b, c, reply, waited } = event;
  return {
    step,
    task: tasks[task] ?? '',
    event: kind.name,
    object: objectName(event),
    args: [a, b, c].slice(0, kind.args.length),
    reply,
    ...(waited ? { waited: true as const } : {}),
    text: textOf(event, tasks),
  };
}

/** What the object of an operation is called; empty for one that has none. */
export const objectAt = (address: number): string => (address === 0 ? '' : nameOf(address));

const isAccess = ({ kind }: TraceEvent): boolean => kind === READ || kind === WRITE;

function objectName(event: TraceEvent): string {
  if (!isAccess(event)) return objectAt(event.object);
  const place = placeAt(event.object);
  return place ? `${place.object}.${place.field}` : nameOf(event.object);
}

/** The event as one reads it. */
function textOf(event: TraceEvent, tasks: readonly string[]): string {
  const { kind, a, reply } = event;
  const object = objectName(event);
  if (isAccess(event)) {
    const value = placeAt(event.object)?.pointer ? nameOf(a) : hex(a);
    return `${kind.name} ${object} = ${value}`;
  }
  if (kind === TRAP_END) return `access ends: ${TRAP_ENDS[reply]}`;
  const operands = operandsOf(object, event, tasks);
  const answer = kind.reply === 'void' ? '' : ` = ${show(reply, kind.reply, tasks)}`;
  if (isOperation(kind)) return `${kind.name}(${operands})${answer}`;
  return `${kind.name}${operands === '' ? '' : ` ${operands}`}${answer}`;
}

/** An operation that has not happened yet, as one reads it: no reply is known. */
export const callText = (operation: Operation, tasks: readonly string[]): string =>
  `${operation.kind.name}(${operandsOf(objectAt(operation.object), operation, tasks)})`;

function operandsOf(
  object: string,
  { kind, a, b, c }: Pick<TraceEvent, 'kind' | 'a' | 'b' | 'c'>,
  tasks: readonly string[],
): string {
  const values = [a, b, c].slice(0, kind.args.length);
  const shown = values.map((value, index) => show(value, kind.args[index]!, tasks));
  return [object, ...shown].filter((text) => text !== '').join(', ');
}

const hex = (value: number): string => `0x${(value >>> 0).toString(16)}`;

function show(value: number, type: ArgumentType, tasks: readonly string[]): string {
  switch (type) {
    case 'address':
      return nameOf(value);
    case 'bool':
      return value === 0 ? 'false' : 'true';
    case 'errno':
      return errnoName(value);
    case 'flags':
      return faultFlagNames(value);
    case 'hex':
      return hex(value);
    case 'int':
      return String(value);
    case 'prot':
      return protNames(value);
    case 'task':
      return tasks[value] ?? `task ${value}`;
    case 'vm_fault':
      return faultResultNames(value);
    case 'void':
      return '';
  }
}
