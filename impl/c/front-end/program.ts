import type { Build } from './build.ts';
import { decide, type LeftOut } from './conditions.ts';
import { handlersIn } from './handler.ts';
import { macrosAtStart, type Program, type SourceFile } from './sources.ts';

/** What the user gives: the helpers, a driver's file, and how the kernel is built. */
interface Given {
  readonly helpers: SourceFile;
  readonly driver?: { readonly file: SourceFile; readonly handler?: string };
  readonly build: Build;
}

/** What is compiled of what the user gives: conditions decided, and of a driver its handlers. */
export function programOf({ helpers, driver, build }: Given): Program {
  const core = decided(helpers, build);
  if (!driver) return { helpers: core, build };
  const file = decided(driver.file, build);
  const handlers = handlersIn(file.path, file.text, driver.handler);
  return { helpers: core, driver: { ...file, ...handlers }, build };
}

/** A file as a build of the kernel compiles it. */
function decided(file: SourceFile, build: Build): SourceFile & { leftOut: readonly LeftOut[] } {
  return { ...file, ...decide(file.text, macrosAtStart(build), (name) => file.headers.get(name)) };
}
