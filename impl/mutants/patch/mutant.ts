import { editsOf, type Patch, type WithEdits } from './patch.ts';

/** A seeded defect: a subject made worse in one place, and the law that must notice. */
export interface Mutant extends Patch {
  /**
   * Name of the invariant that kills it; the subject that it is made of does not break that law.
   */
  readonly killedBy: string;
  /** Where the defect comes from: a row of domain.md. */
  readonly row: string;
}

/** Describes a mutant, as the default export of a file in `impl/mutants/`. */
export function mutant(spec: WithEdits<Mutant>): Mutant {
  const { of, file, killedBy, row, summary } = spec;
  return { of, file, killedBy, row, summary, edits: editsOf(spec) };
}
