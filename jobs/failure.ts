import { UnusableSubject } from '../impl/subject.ts';
import { TooLarge } from '../properties/explore/too-large.ts';

/** Wrong usage: bad input of whatever kind, in one line for the user. */
export class WrongUsage extends Error {}

/** The same, ready to throw. */
export const usage = (message: string, cause?: unknown): WrongUsage =>
  new WrongUsage(message, { cause });

/** A message on one line, however many the error had. */
export const oneLine = (message: string): string => message.trim().replace(/\s*\n\s*/g, ' ');

/** Whatever was thrown as an error. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown));

/** An error on its way from one thread to the other: its class is lost unless it is told. */
export type PortableError =
  | {
      readonly kind: 'usage' | 'unusable' | 'other';
      readonly message: string;
      readonly stack: string;
    }
  | {
      readonly kind: 'too-large';
      readonly world: string;
      readonly steps: number;
      readonly stepsMax: number;
    };

/** The error as plain data. */
export function portable(error: unknown): PortableError {
  if (error instanceof TooLarge) {
    const { world, steps, stepsMax } = error;
    return { kind: 'too-large', world, steps, stepsMax };
  }
  const { message, stack, cause } = asError(error);
  const shown = (cause instanceof Error ? cause.stack : stack) ?? '';
  if (error instanceof WrongUsage) return { kind: 'usage', message, stack: shown };
  const kind = error instanceof UnusableSubject ? 'unusable' : 'other';
  return { kind, message, stack: shown };
}

/** The error that it was. */
export function received(error: PortableError): Error {
  if (error.kind === 'too-large') return new TooLarge(error.world, error);
  const { kind, message, stack } = error;
  const known = { usage: WrongUsage, unusable: UnusableSubject, other: Error }[kind];
  const again = new known(message);
  again.stack = stack;
  return again;
}
