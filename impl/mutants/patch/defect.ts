import { editsOf, type Patch, type WithEdits } from './patch.ts';

/** A defect that no law was tuned on: it names the rule that it violates, not who must notice. */
export interface Defect extends Patch {
  /** The rule of domain.md that the patched subject violates. */
  readonly row: string;
}

/** Describes a defect, as the default export of a file in `impl/holdout/defects/`. */
export function defect(spec: WithEdits<Defect>): Defect {
  const { of, file, row, summary } = spec;
  return { of, file, row, summary, edits: editsOf(spec) };
}
