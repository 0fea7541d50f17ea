import type { FaultEvent } from './alphabet.ts';
import type { ChartProfile } from './profile.ts';

/** The bits of `vmf->flags` on which the protocol depends. */
export type FaultFlags = {
  readonly allowRetry: boolean;
  readonly nowait: boolean;
  readonly tried: boolean;
};

/** What the statechart remembers besides its states. */
export type FaultContext = { readonly profile: ChartProfile; readonly flags: FaultFlags };

/** The flags outside an attempt. */
export const flagsNone: FaultFlags = { allowRetry: false, nowait: false, tried: false };

const entryFlags: Partial<Record<FaultEvent, FaultFlags>> = {
  fault_enter_plain: flagsNone,
  fault_enter_retry: { ...flagsNone, allowRetry: true },
  fault_enter_retry_tried: { ...flagsNone, allowRetry: true, tried: true },
  fault_enter_tried: { ...flagsNone, tried: true },
  fault_enter_nowait: { ...flagsNone, allowRetry: true, nowait: true },
  fault_enter_nowait_tried: { allowRetry: true, nowait: true, tried: true },
};

/** The flags that an entry event carries. */
export function flagsOf(event: FaultEvent): FaultFlags {
  const flags = entryFlags[event];
  if (flags === undefined) throw new Error(`expected a fault_enter event, came ${event}`);
  return flags;
}

/** Whether RETRY may be returned: from v5.7 only the first round of a trap may. */
const mayRetry = ({ profile, flags }: FaultContext): boolean =>
  flags.allowRetry && !(profile.retry === 'many' && flags.tried);

/** Whether a contended attempt drops the mmap lock and returns RETRY. */
export const mustDrop = (context: FaultContext): boolean =>
  mayRetry(context) && !context.flags.nowait;

/** Whether a contended attempt returns RETRY at once, with the mmap lock held. */
export const mustNotWait = (context: FaultContext): boolean =>
  mayRetry(context) && context.flags.nowait;

/**
 * Whether a contended attempt has to get on without RETRY.
 *
 * From v5.7 on so does ALLOW_RETRY|TRIED|RETRY_NOWAIT: NOWAIT is tested last (domain.md §1.4).
 */
export const mustWait = (context: FaultContext): boolean => !mayRetry(context);
