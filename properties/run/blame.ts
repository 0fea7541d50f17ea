import type { EventName } from '../../impl/kernel/event-names.ts';
import type { SourceLine } from '../../scheduler/source-line.ts';
import type { Trace } from '../../scheduler/trace.ts';
import type { Violation, WantedBack } from '../judge/invariant.ts';
import { lastPlace } from './last-place.ts';

/** Where something was taken that is not given back, and the way out that left it. */
export interface Blame {
  readonly taken: SourceLine;
  readonly left: SourceLine;
}

/**
 * Who is to blame for what a task has kept: not the line at which it was noticed, which is the last
 * one that the caller ran, and may be a correct unlock.
 *
 * The way out is that of the helper in which the thing was taken, unless it hands the thing over:
 * the last line there that is known to have run.
 */
export function blameOf(
  { takes, gives, isHandedOver }: WantedBack,
  trace: Trace,
  { task, event }: Violation,
): Blame | undefined {
  /** By object: events that took it and are not undone. */
  const open = new Map<number, number[]>();
  const end = Math.min(event, trace.count);
  for (let index = 0; index < end; index += 1) {
    const { kind, task: who, object, reply } = trace.at(index);
    const name = kind.name as EventName;
    if (who !== task) continue;
    if (name === ENTERED) open.clear();
    else if (takes[name]?.(reply)) open.set(object, [...(open.get(object) ?? []), index]);
    else if (gives.includes(name)) open.get(object)?.pop();
  }
  const kept = Math.min(...[...open.values()].flat());
  const taken = Number.isFinite(kept) ? trace.places[kept] : undefined;
  if (!taken) return undefined;
  const out = isHandedOver ? undefined : helperReturn(trace, task, { from: kept, to: end });
  const left = lastPlace(trace, task, out ?? event);
  return left && { taken, left };
}

const ENTERED: EventName = 'fault_enter';
const HELPERS: ReadonlyMap<string, 1 | -1> = new Map<EventName, 1 | -1>([
  ['reserve_enter', 1],
  ['reserved_enter', 1],
  ['reserve_return', -1],
  ['reserved_return', -1],
]);

/** The return of the helper that the task was in at the first event, if it was in one. */
function helperReturn(
  trace: Trace,
  task: number,
  { from, to }: { readonly from: number; readonly to: number },
): number | undefined {
  let depth = 0;
  for (let index = from; index < to; index += 1) {
    const { kind, task: who } = trace.at(index);
    if (who !== task) continue;
    depth += HELPERS.get(kind.name) ?? 0;
    if (depth < 0) return index;
  }
  return undefined;
}
