import type { EventName } from '../../impl/kernel/event-names.ts';
import type { Finding } from '../../properties/answers/finding.ts';

/** Where a run left what it should have given back. */
export interface Leaving {
  /** The step that took it. */
  readonly since: number;
  /** Index of the last event of the source before the way out. */
  readonly event: number;
  /** The function that returned. */
  readonly by: string;
}

const RETURNS: Readonly<Record<string, string>> = {
  reserve_return: 'ttm_bo_vm_reserve',
  reserved_return: 'ttm_bo_vm_fault_reserved',
  fault_return: 'the fault handler',
} satisfies Partial<Record<EventName, string>>;

/** The way out that is to blame, found in the trace by the lines that the finding names. */
export function leavingOf({ blame, trace, task, event: end }: Finding): Leaving | undefined {
  if (!blame) return undefined;
  let since: number | undefined;
  let last = -1;
  for (const [index, { task: who, event, at, step }] of trace.entries()) {
    if (index > end) return undefined;
    if (who !== task) continue;
    if (event === 'fault_enter') since = undefined;
    const by = Object.hasOwn(RETURNS, event) ? RETURNS[event] : undefined;
    if (since !== undefined && by !== undefined && trace[last]?.at === blame.left) {
      return { since, event: last, by };
    }
    if (at === undefined) continue;
    last = index;
    if (at === blame.taken) since ??= step;
  }
  return undefined;
}
