import { addressOf, LAYOUT } from '../../impl/kernel/memory/layout.ts';
import { codeOf } from '../../scheduler/event.ts';
import { Trace } from '../../scheduler/trace.ts';
import type { RealEvent, RealValue } from '../../witness/log.ts';

/** The address that the simulated kernel has for an object of the real one. */
function addressNamed(name: string): number {
  if (name === '') return 0;
  if (name === 'signals') return LAYOUT.signals;
  return addressOf(name) ?? 0;
}

const wordOf = (value: RealValue): number =>
  typeof value === 'number' ? value : addressNamed(value);

/**
 * The log of a real kernel as a trace, for whoever judges traces. What waited is taken from the
 * simulated run, where that has the same event at the same place.
 */
export function realTrace(events: readonly RealEvent[], simulated: Trace): Trace {
  const trace = new Trace();
  const waited = waitingSteps(simulated);
  for (const { event, step, task, object, args, reply } of events) {
    const code = codeOf(event);
    if (code === undefined) throw new Error(`no event is called ${event}`);
    const [a, b, c] = args.map(wordOf);
    const flag = waited.has(`${step} ${task} ${event}`) ? 1 : 0;
    const at = addressNamed(object);
    trace.append(code, task, at, a!, b!, c!, wordOf(reply), (step << 1) | flag);
    trace.step = Math.max(trace.step, step + 1);
  }
  return trace;
}

/** Step, task and event of every operation that had to wait. */
function waitingSteps(trace: Trace): ReadonlySet<string> {
  const waited = trace.events().filter((event) => event.waited);
  return new Set(waited.map(({ step, task, kind }) => `${step} ${task} ${kind.name}`));
}
