import type { Finding } from '../../../properties/answers/finding.ts';
import { type Step, stepsIn } from '../../page/steps.ts';
import { taskNames } from '../../page/world.ts';

/** A part of a schedule in which one task runs, and what makes it stop there. */
export interface Turn {
  readonly task: string;
  readonly steps: number;
  /** First and last step of the run. */
  readonly from: number;
  readonly to: number;
  /** What comes to pass by itself, or `held` between two primitives, which nothing does. */
  readonly stop:
    | { readonly kind: 'ends' }
    | { readonly kind: 'waits'; readonly before: string }
    | { readonly kind: 'held'; readonly after: string; readonly before: string };
}

/** The turns of a finding's run, in order. */
export function turnsOf(finding: Finding): Turn[] {
  const steps = stepsIn(finding);
  const turns: Turn[] = [];
  let from = 0;
  steps.forEach((step, at) => {
    if (steps[at + 1]?.task === step.task) return;
    const next = steps.slice(at + 1).find(({ task }) => task === step.task);
    const stop = stopOf(step, next, isBlocked(finding, step.task));
    turns.push({ task: step.task, steps: at - from + 1, from, to: at, stop });
    from = at + 1;
  });
  return turns;
}

function stopOf(last: Step, next: Step | undefined, blocked: boolean): Turn['stop'] {
  if (!next)
    return blocked ? { kind: 'waits', before: 'a lock that nobody gives' } : { kind: 'ends' };
  const before = next.operation?.text ?? 'its next step';
  if (next.operation?.waited) return { kind: 'waits', before };
  return { kind: 'held', after: last.operation?.text ?? 'its last step', before };
}

const isBlocked = ({ outcome, shrunk }: Finding, task: string): boolean =>
  outcome.kind === 'deadlocked' && outcome.blocked.includes(taskNames(shrunk.world).indexOf(task));
