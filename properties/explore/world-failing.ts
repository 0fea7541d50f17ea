import { failablePrimitives, familyOf } from '../../impl/kernel/failures.ts';
import { TRAP_BEGIN } from '../../impl/kernel/marks.ts';
import { ENDLESS } from '../../impl/kernel/trap.ts';
import type { World } from '../../impl/kernel/world.ts';
import { Simulation } from '../../impl/simulation.ts';
import type { Subject } from '../../impl/subject.ts';
import { along } from '../../scheduler/along.ts';
import { kindOf } from '../../scheduler/event.ts';
import { PathRun, type PathStep } from '../../scheduler/explore/path-run.ts';
import { isOperation } from '../../scheduler/operation.ts';
import { EVENT_WORDS, FIELD, type Trace } from '../../scheduler/trace.ts';
import type { Tools } from '../run/tools.ts';
import { stageOf } from './stage.ts';

/** Calls of a primitive by one task among which the one is looked for that fails. */
const CALLS_MAX = 1000;

/**
 * The world in which the calls fail, each by its number, that are made to fail on a path: a run
 * along the same tasks is the same there, event by event. Undefined if the path goes on where a run
 * gives up, since its access has trapped too often.
 */
export function worldFailing(
  subject: Subject,
  world: World,
  { tools, path }: { tools: Tools; path: readonly PathStep[] },
): World | undefined {
  if (path.every(({ fails }) => !fails)) return world;
  const traceUpTo = (trapLimit: number | null): Trace => {
    const stage = stageOf(subject, world, tools);
    stage.machine.trapLimit = trapLimit;
    new PathRun(stage).along(path);
    return stage.machine.trace;
  };
  const wanted = traceUpTo(null);
  const whole = traceUpTo(ENDLESS);
  if (!areEqual(wanted, whole, whole.length)) return undefined;
  const tasks = path.map(({ task }) => task);
  const simulation = new Simulation(tools.actors);
  let failing = world;
  for (const [step, { task, fails }] of path.entries()) {
    if (!fails) continue;
    const isSame = (candidate: World): boolean => {
      simulation.run(subject, candidate, along(tasks.slice(0, step + 1)));
      return areEqual(wanted, simulation.kernel.trace, endOf(wanted, step));
    };
    // A wait for what is there does not fail, whatever was asked for.
    if (isSame(failing)) continue;
    const primitive = familyOf(operationAt(wanted, step));
    const [error] = failablePrimitives().get(primitive)!;
    const known = failing;
    const withCall = (call: number): World => ({
      ...known,
      failures: [...known.failures, { task, primitive, call, error: error! }],
    });
    let call = 1;
    while (!isSame(withCall(call))) {
      call += 1;
      if (call > CALLS_MAX) throw new Error(`no call of ${primitive} fails as step ${step} does`);
    }
    failing = withCall(call);
  }
  return failing;
}

/** The primitive that was performed at a step. */
function operationAt({ words, length }: Trace, step: number) {
  for (let at = 0; at < length; at += EVENT_WORDS) {
    const kind = kindOf(words[at + FIELD.code]!);
    if (words[at + FIELD.step]! >> 1 === step && isOperation(kind)) return kind;
  }
  throw new Error(`there is no operation at step ${step}`);
}

/** Where the events of a step end. */
function endOf({ words, length }: Trace, step: number): number {
  let end = 0;
  while (end < length && words[end + FIELD.step]! >> 1 <= step) end += EVENT_WORDS;
  return end;
}

/**
 * Are the events the same up to there? What memory was like at a trap is no matter, nor whether a
 * task had to wait: a wait that is to fail does so at once.
 */
function areEqual(one: Trace, other: Trace, end: number): boolean {
  if (one.length < end || other.length < end) return false;
  for (let at = 0; at < end; at += 1) {
    const field = at % EVENT_WORDS;
    if (field === FIELD.c && one.words[at - field + FIELD.code] === TRAP_BEGIN.code) continue;
    const shift = field === FIELD.step ? 1 : 0;
    if (one.words[at]! >> shift !== other.words[at]! >> shift) return false;
  }
  return true;
}
