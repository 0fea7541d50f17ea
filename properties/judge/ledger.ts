import type { EventName } from '../../impl/kernel/event-names.ts';
import '../../impl/kernel/index.ts';
import { eventKinds } from '../../scheduler/event.ts';
import type { Event, Facts } from './facts.ts';
import { ATTEMPTS } from './ledger/attempts.ts';
import type { Entries, Entry } from './ledger/entry.ts';
import { LOCKS } from './ledger/locks.ts';
import { MAPPINGS } from './ledger/mappings.ts';
import { REFERENCES } from './ledger/references.ts';
import { RESOURCES } from './ledger/resources.ts';
import { RESULTS } from './ledger/results.ts';

const ENTRIES: Entries = {
  ...ATTEMPTS,
  ...LOCKS,
  ...REFERENCES,
  ...RESOURCES,
  ...RESULTS,
  ...MAPPINGS,
};

/** What each kind of event tells, by its code: made once all kinds are defined. */
export const ledgerByCode = (): readonly (Entry | undefined)[] =>
  eventKinds().map(({ name }) => ENTRIES[name as EventName]);

/** The only writer of the facts: takes in one event after the other. */
export function takeIn(event: Event, facts: Facts, entry: Entry | undefined): void {
  // Marks are made by whoever acts, so the task of any event will do.
  if (event.task >= 0 && event.task !== facts.actingTask) {
    facts.actingTask = event.task;
    facts.actingSince = event.step;
  }
  if (entry) entry(event, facts, facts.attempts[event.task < 0 ? 0 : event.task]!);
}
