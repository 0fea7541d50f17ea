import type { SourceLine } from '../scheduler/source-line.ts';
import { isPatched, PATCHED_HEAD, sourcePath } from './source.ts';

/** `at name (path:line:column)`, `at path:line:column` */
const FRAME = /[( ]([^\s()]+):(\d+):\d+\)?$/;

/** The page-fault loop: below its frames there is nothing of the subject's. */
const CORE = /\/impl\/kernel\/trap\.ts$/;
/** Code that subjects call, in which nobody looks for a subject's line. */
const HARNESS = /\/(?:scheduler|impl\/kernel)\/.+$|\/impl\/(?:locate|simulation)\.ts$|^node:/;

/** The line of a subject in TypeScript at which a stack stands, undefined if it has none. */
export function sourceLineOnStack(stack: string): SourceLine | undefined {
  for (const text of stack.split('\n')) {
    const frame = FRAME.exec(text);
    if (!frame) continue;
    const [, file, line] = frame as unknown as [string, string, string];
    const path = sourcePath(file);
    if (CORE.test(path)) return undefined;
    // Views of structs are generated and have no path.
    if (path.startsWith('<') || HARNESS.test(path)) continue;
    return { path, line: Number(line) - (isPatched(path) ? PATCHED_HEAD : 0) };
  }
  return undefined;
}
