import { TRAP_BEGIN } from '../../impl/kernel/marks.ts';
import { kindOf } from '../../scheduler/event.ts';
import { isOperation } from '../../scheduler/operation.ts';
import { EVENT_WORDS, FIELD, type Trace } from '../../scheduler/trace.ts';
import type { Lasso } from '../answers/restart-bounds.ts';
import type { Violation } from '../judge/invariant.ts';

/** Steps of one task, from `from` to before `to`, that bring it back to where it was. */
export interface Loop {
  readonly task: number;
  readonly from: number;
  readonly to: number;
}

/** The loop as the lasso of a run, with the names of its tasks. */
export function lassoOf(
  trace: Trace,
  { task, from, to }: Loop,
  taskNames: readonly string[],
): Lasso {
  let enabled = 0;
  for (let step = from; step < to; step += 1) enabled |= trace.choices[step]!;
  const others = taskNames.filter((_, id) => id !== task && (enabled & (1 << id)) !== 0);
  return { task: taskNames[task]!, from, to, others, fair: others.length === 0 };
}

/** The loop in which a law was broken: from the access's trap before to the one that broke it. */
export function brokenLoop(trace: Trace, { invariant, event, task }: Violation): Loop | undefined {
  if (invariant !== 'always-resolves' || event >= trace.count) return undefined;
  const { words } = trace;
  let steps = 0;
  let from = 0;
  for (let at = 0; at < event * EVENT_WORDS; at += EVENT_WORDS) {
    const code = words[at + FIELD.code]!;
    if (isOperation(kindOf(code))) steps += 1;
    else if (code === TRAP_BEGIN.code && words[at + FIELD.task] === task) from = steps;
  }
  return { task, from, to: steps };
}
