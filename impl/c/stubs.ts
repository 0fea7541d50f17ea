import { type Missing, skeleton } from './front-end/missing.ts';
import { programOf } from './front-end/program.ts';
import type { SourceFile } from './front-end/sources.ts';
import type { DriverSource, Options } from './subject.ts';
import { complaintsOf } from './toolchain/compile.ts';
import { missingIn } from './toolchain/compiler-error.ts';

/** What is missing to a subject in C, and a header to fill in. */
export interface Stubs {
  readonly missing: readonly Missing[];
  readonly text: string;
}

/** The names that a subject in C uses and nothing gives a meaning to, as a header to fill in. */
export async function stubsFor(
  helpers: SourceFile,
  { toolchain, build = {}, pairs }: Options = {},
  driver?: DriverSource,
): Promise<Stubs> {
  const program = programOf({ helpers, build, pairs, ...(driver && { driver }) });
  const missing = missingIn(program, await complaintsOf(program, toolchain));
  return { missing, text: skeleton(program, missing) };
}
