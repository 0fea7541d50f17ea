/** One place of a file, and what stands there instead. */
export interface Edit {
  /** Text that the file has exactly once. */
  readonly was: string;
  readonly becomes: string;
}

/** Some edits of one source file of a subject: a few lines from which another subject is made. */
export interface Patch {
  /** The subject, `HELPERS` or `HELPERS+DRIVER`. */
  readonly of: string;
  /** The file that is edited: the subject's own, or one that it imports. */
  readonly file: string;
  /** What the patched subject does differently, in one sentence. */
  readonly summary: string;
  readonly edits: readonly Edit[];
}

/** How edits are written down: one in place, or a list. */
export type WithEdits<P extends Patch> = Omit<P, 'edits'> & (Edit | Pick<P, 'edits'>);

/** The edits of a patch as it is written down. */
export const editsOf = (spec: Edit | { readonly edits: readonly Edit[] }): readonly Edit[] =>
  'edits' in spec ? spec.edits : [{ was: spec.was, becomes: spec.becomes }];

/** The text with every edit made; an edit whose place is not there exactly once is an error. */
export function patched(text: string, { file, edits }: Pick<Patch, 'file' | 'edits'>): string {
  return edits.reduce((result, { was, becomes }) => {
    const times = was === '' ? 0 : result.split(was).length - 1;
    if (times !== 1) {
      throw new Error(
        `${file}: expected the text that a patch replaces exactly once, found it ${times} times ` +
          `(has the file been changed?):\n${was}`,
      );
    }
    return result.replace(was, () => becomes);
  }, text);
}
