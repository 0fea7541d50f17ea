import type { ByEvent } from '../../../impl/kernel/event-names.ts';
import { LAYOUT } from '../../../impl/kernel/memory/layout.ts';
import { FAULT_FLAG_RETRY_NOWAIT } from '../../../impl/kernel/mm-flags.ts';
import type { Attempt } from '../attempt.ts';
import type { Event, Facts } from '../facts.ts';

/** What one kind of event tells. `attempt` is the one of the task that acted. */
export type Entry = (event: Event, facts: Facts, attempt: Attempt) => void;

/** Entries of a part of the ledger, by name of the event kind. */
export type Entries = ByEvent<Entry>;

/** Index of a fence, -1 if no fence stands at the address. */
export const fenceIndex = (address: number): number => LAYOUT.fences.indexOf(address);
/** Index of a vma, -1 if none stands at the address. */
export const vmaIndex = (address: number): number => LAYOUT.vmas.indexOf(address);

/** Only of a handler that must not wait it is asked whether it did. */
export function noteWait({ waited }: Event, attempt: Attempt): void {
  if (waited && countsWaits(attempt)) attempt.waits += 1;
}

/** Is it asked of this task whether it has waited? */
export const countsWaits = ({ inHandler, flags }: Readonly<Attempt>): boolean =>
  inHandler && (flags & FAULT_FLAG_RETRY_NOWAIT) !== 0;

/** A primitive was interrupted: the fault is to be tried again. */
export function interrupted(attempt: Attempt): void {
  attempt.again = true;
  attempt.interrupted = true;
}

/** A primitive failed in a way that the handler has to report, with one of these codes. */
export function mustReport(attempt: Attempt, { code }: Event, codes: number): void {
  if (attempt.errorCodes !== 0) return;
  attempt.errorCodes = codes;
  attempt.errorPrimitive = code;
}
