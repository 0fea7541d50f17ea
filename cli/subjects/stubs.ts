import { existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SubjectSpec } from '../../jobs/subject-spec.ts';
import { usage } from '../exit.ts';
import { EXIT } from '../exit-codes.ts';
import { assertWritable } from '../output/folder.ts';
import { say } from '../output/terminal.ts';

/**
 * Writes a header with everything that is missing to the subjects in C, for their user to fill in.
 * Whether something was missing: a subject that lacks nothing can be judged at once.
 */
export async function wroteStubs(specs: readonly SubjectSpec[], path: string): Promise<boolean> {
  if (existsSync(path)) {
    throw usage(
      `--stubs ${path}: expected a file that is not there yet, which a skeleton would replace`,
    );
  }
  const inC = specs.filter((spec) => spec.kind === 'c');
  if (inC.length !== 1) {
    throw usage(`--stubs ${path}: expected one subject in C, found ${inC.length}`);
  }
  const { source, options, driver } = inC[0]!;
  const { stubsFor } = await import('../../impl/c/stubs.ts');
  const { missing, text } = await stubsFor(source, options, driver);
  if (missing.length === 0) return false;
  assertWritable(dirname(path));
  writeFileSync(path, text);
  const own = missing.filter(({ owner }) => owner === 'driver').length;
  say(
    `faultline: ${path}: ${missing.length} names to fill in, ${own} of them your driver's own and ` +
      `${missing.length - own} the kernel's that are not simulated; then check again`,
  );
  process.exitCode = EXIT.unusable;
  return true;
}
