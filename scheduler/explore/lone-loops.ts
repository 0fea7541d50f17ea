import type { Steps } from './steps.ts';

/** A task alone goes round: from these parts, step by step, back to them. */
export interface LoneLoop {
  readonly task: number;
  /** The shared part and its own, where the loop is looked at first. */
  readonly shared: number;
  readonly own: number;
  /** The steps of one round. */
  readonly steps: readonly number[];
}

/**
 * Every loop in which a task alone comes back to the same shared and private part: it may go on
 * like this for ever, if nobody else does anything. A task alone has one way to go, so all that is
 * needed is to follow each remembered step once.
 */
export function loneLoops(steps: Steps): LoneLoop[] {
  return Array.from({ length: steps.tasks }, (_, task) => loopsOf(steps, task)).flat();
}

function loopsOf(steps: Steps, task: number): LoneLoop[] {
  const loops: LoneLoop[] = [];
  /** By step: on which walk it was first met; 0 for none. */
  const met = new Map<number, number>();
  for (const begin of steps.knownOf(task)) {
    const walk: number[] = [];
    let step = begin;
    while (step >= 0 && !met.has(step)) {
      met.set(step, begin);
      walk.push(step);
      step = steps.afterStep(task, step);
    }
    if (step < 0 || met.get(step) !== begin) continue;
    const round = walk.slice(walk.indexOf(step));
    const last = round.at(-1)!;
    loops.push({
      task,
      shared: steps.shared.words[last]!,
      own: steps.own.words[last]!,
      steps: round,
    });
  }
  return loops;
}
