import { UnusableSubject } from '../impl/subject.ts';
import { isError, wordsOf } from '../scheduler/thrown.ts';

/** Wrong usage: bad input of whatever kind, in one line for the user. */
export class WrongUsage extends Error {}

/** The same, ready to throw. */
export const usage = (message: string, cause?: unknown): WrongUsage =>
  new WrongUsage(message, { cause });

/** A message on one line, however many the error had. */
export const oneLine = (message: string): string => message.trim().replace(/\s*\n\s*/g, ' ');

/** Whatever was thrown as an error. */
export const asError = (thrown: unknown): Error =>
  isError(thrown) ? thrown : new Error(wordsOf(thrown));

/** An error on its way from one thread to the other: its class is lost unless it is told. */
export interface PortableError {
  readonly kind: 'usage' | 'unusable' | 'other';
  readonly message: string;
  readonly stack: string;
}

/** The error as plain data. */
export function portable(error: unknown): PortableError {
  const known = asError(error);
  const kind =
    known instanceof WrongUsage ? 'usage' : known instanceof UnusableSubject ? 'unusable' : 'other';
  return { kind, ...shownOf(known) };
}

/** Characters of each that cross from one thread to the other. */
const SHOWN_MAX = 20_000;

/** An error of a subject's own may have getters that throw, and texts of any length. */
function shownOf(error: Error): { message: string; stack: string } {
  try {
    const { message, stack, cause } = error;
    const shown = (isError(cause) ? cause.stack : stack) ?? '';
    return {
      message: String(message).slice(0, SHOWN_MAX),
      stack: String(shown).slice(0, SHOWN_MAX),
    };
  } catch {
    return { message: wordsOf(error), stack: '' };
  }
}

/** The error that it was. */
export function received(error: PortableError): Error {
  const { kind, message, stack } = error;
  const known = { usage: WrongUsage, unusable: UnusableSubject, other: Error }[kind];
  const again = new known(message);
  again.stack = stack;
  return again;
}
