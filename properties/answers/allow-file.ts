import type { EventSchedule } from './event-schedule.ts';
import type { Change } from './gate-report.ts';

/** Name of the schema of a file of what a project accepts. */
export const ALLOW_SCHEMA = 'faultline.allow/1';

/** What a project accepts of its candidates, each with a reason. */
export interface AllowFile {
  readonly schema: typeof ALLOW_SCHEMA;
  readonly accepted: readonly Allowed[];
}

/** A violation or a change that is accepted. */
export type Allowed = AllowedViolation | AllowedChange;

/** A broken law: this one, at this kind of event, with the run that shows it. */
export interface AllowedViolation {
  readonly invariant: string;
  /** Name of the event kind at which it broke, or `end`. */
  readonly site: string;
  readonly reason: string;
  readonly found: string;
  /** Who broke it: the name of the task. */
  readonly task: string;
  /** What it did in the attempt in which it broke it. */
  readonly conduct: readonly string[];
  readonly witness: Change['witness'] & { readonly path: EventSchedule };
}

/** Behaviour that only one side has. */
export interface AllowedChange extends Change {
  readonly reason: string;
}
