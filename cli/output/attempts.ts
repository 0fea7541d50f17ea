import { asError } from '../../jobs/failure.ts';
import { failureOf, oneLine } from '../exit.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { harmless, say } from './terminal.ts';

/**
 * What is written beside a verdict, and may fail: a full disk, or a folder in the way, does not
 * lose the verdict. It is printed all the same, and what failed is said after it.
 */
export class Attempts {
  private readonly failures: Error[] = [];

  async make(work: () => unknown): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.failures.push(asError(error));
    }
  }

  /** Says what failed; the exit code, which was a good one only if nothing did. */
  end(exit: ExitCode): ExitCode {
    for (const failure of this.failures) {
      say(harmless(`faultline: ${oneLine(failureOf(failure).message)}`));
    }
    return this.failures.length > 0 && exit === EXIT.clean ? EXIT.usage : exit;
  }
}

/** Says of which subjects there is no verdict, and why. */
export function sayRefused({ refused = [] }: { readonly refused?: readonly Error[] }): void {
  for (const { message } of refused) say(harmless(`faultline: not judged: ${oneLine(message)}`));
}
