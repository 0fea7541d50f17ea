import '../impl/kernel/index.ts';
import { eventKinds } from '../scheduler/event.ts';
import type { Event, Facts } from './facts.ts';
import { ATTEMPTS } from './ledger/attempts.ts';
import type { Entry } from './ledger/entry.ts';
import { LOCKS } from './ledger/locks.ts';
import { MAPPINGS } from './ledger/mappings.ts';
import { REFERENCES } from './ledger/references.ts';
import { RESULTS } from './ledger/results.ts';

const ENTRIES: Readonly<Record<string, Entry>> = {
  ...ATTEMPTS,
  ...LOCKS,
  ...REFERENCES,
  ...RESULTS,
  ...MAPPINGS,
};

let entriesByCode: (Entry | undefined)[] = [];

/** Kinds are registered when their modules load; the table follows. */
function table(): readonly (Entry | undefined)[] {
  const kinds = eventKinds();
  if (entriesByCode.length !== kinds.length) entriesByCode = kinds.map(({ name }) => ENTRIES[name]);
  return entriesByCode;
}

/**
 * The only writer of the facts: takes in one event after the other.
 *
 * A table by event code, so that an event costs one call; events that tell nothing cost a look-up.
 */
export function takeIn(event: Event, facts: Facts): void {
  // Marks are made by whoever acts, so the task of any event will do.
  if (event.task >= 0 && event.task !== facts.actingTask) {
    facts.actingTask = event.task;
    facts.actingSince = event.step;
  }
  const entry = table()[event.code];
  if (entry) entry(event, facts, facts.attempts[event.task < 0 ? 0 : event.task]!);
}
