import { subjectWith } from '../../../impl/patch/subject-patch.ts';
import { textOf } from '../../../impl/source.ts';
import type { Subject } from '../../../impl/subject.ts';

/** A change of a shipped version as a test writes it down. */
export interface Edit {
  /** The version, `v5.5`. */
  readonly of: string;
  /** The file that is changed, if it is a part of the version and not its own. */
  readonly file?: string;
  /** Texts that the file has exactly once, each with what stands there instead. */
  readonly edits: readonly (readonly [was: string, becomes: string])[];
}

/** A shipped version with some places changed, as a subject of this name. */
export function edited({ of, file, edits }: Edit, name: string): Promise<Subject> {
  const base = `impl/helpers/${of}.ts`;
  const path = file ?? base;
  const text = edits.reduce((before, [was, becomes]) => {
    const parts = before.split(was);
    if (parts.length !== 2) throw new Error(`${path}: found ${parts.length - 1} times:\n${was}`);
    return parts.join(becomes);
  }, textOf(path));
  return subjectWith({ of, base }, new Map([[path, text]]), name);
}
