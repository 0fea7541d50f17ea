import { editsOf, type Patch, type WithEdits } from './patch.ts';

/** A rewrite that changes no behaviour: any law that calls it broken raises a false alarm. */
export type Rewrite = Patch;

/** Describes a rewrite, as the default export of a file in `impl/rewrites/`. */
export function rewrite(spec: WithEdits<Rewrite>): Rewrite {
  const { of, file, summary } = spec;
  return { of, file, summary, edits: editsOf(spec) };
}
