import type { Setup } from '../../properties/answers/work.ts';
import { usage } from '../exit.ts';

/** What the user has said on the command line about code that a document names. */
export interface Trusting {
  readonly trustTypescript?: true;
  readonly config?: string | false;
}

/** Whether a word of the command line stands for code that runs as the user's own. */
export const namesCode = (subject: string): boolean => /\.[cm]?[jt]s(?:\+|$)/.test(subject);

/** What a document names that would run as code of the user's, if it were looked for there. */
export function codeNamedBy(
  subjects: readonly string[],
  setups: readonly Setup[],
  { config }: Trusting,
): string | undefined {
  const configs = setups.flatMap((setup) =>
    typeof setup.config === 'string' && setup.config !== config ? [setup.config] : [],
  );
  return [...subjects.filter(namesCode), ...configs][0];
}

/**
 * Wrong usage if a document, which may be a stranger's, names code that would be run, unless the
 * user trusts it or has named the same on the command line. Nothing of it is imported before.
 */
export function assertTrusted(path: string, code: string | undefined, by: Trusting): void {
  if (code === undefined || by.trustTypescript === true) return;
  throw usage(
    `${path}: it names ${code}, which runs as code of your own; ` +
      '--trust-typescript says that you trust it',
  );
}
