import type { NotCompiled } from '../../subject.ts';
import type { Build } from './build.ts';
import { decide } from './conditions.ts';
import { countedPairs } from './counted.ts';
import { handlersIn } from './handler.ts';
import { notCompiled } from './not-compiled.ts';
import { ownHandlers } from './own-handlers.ts';
import { type OwnPairs, PAIRS } from './pairs.ts';
import { handlerOf } from './shape.ts';
import { macrosAtStart, type Program, type SourceFile, shimmedFunctions } from './sources.ts';
import { assertNotStoodIn, withPairs, withStandIns } from './stand-ins.ts';

/** What the user gives: the helpers, a driver's file, and how the kernel is built. */
interface Given {
  readonly helpers: SourceFile;
  readonly driver?: { readonly file: SourceFile; readonly handler?: string };
  readonly build: Build;
  readonly pairs?: OwnPairs | undefined;
}

/** What is compiled, and what of the fault path is not. */
interface Decided extends Program {
  readonly notCompiled: readonly NotCompiled[];
}

/** Functions of TTM's that a fault, or the life of a mapping, leads to. */
const HELPERS = [
  ...['ttm_bo_vm_reserve', 'ttm_bo_vm_fault_reserved', 'ttm_bo_vm_dummy_page'],
  ...['ttm_bo_vm_open', 'ttm_bo_vm_close'],
];

/** What is compiled of what the user gives: conditions decided, and of a driver its handlers. */
export function programOf({ helpers, driver, build, pairs }: Given): Decided {
  const core = decided(helpers, build);
  if (!driver) {
    const { mkwrite } = ownHandlers(core.path, core.text);
    const handlers = [handlerOf(core.path, core.text).split('.')[0]!, ...HELPERS];
    const left = notCompiled(core, mkwrite === undefined ? handlers : [...handlers, mkwrite]);
    return { helpers: core, build, ...(pairs && { pairs }), notCompiled: left };
  }
  const whole = decided(driver.file, build);
  const judged = handlersIn(whole.path, whole.text, driver.handler);
  for (const handler of [judged.fault, judged.mkwrite]) assertNotStoodIn(whole, handler);
  const said = { ...countedPairs(whole), ...pairs };
  const file = withPairs(withStandIns(whole, shimmedFunctions(whole)), said);
  const handlers = handlersIn(file.path, file.text, driver.handler);
  const own = [handlers.fault, ...(handlers.mkwrite === undefined ? [] : [handlers.mkwrite])];
  return {
    helpers: core,
    driver: { ...file, ...handlers },
    build,
    pairs: notBuiltIn(said),
    notCompiled: [...notCompiled(core, HELPERS), ...notCompiled(file, own)],
  };
}

/** Pairs of the user's without those whose functions the kernel has itself. */
const notBuiltIn = (pairs: OwnPairs): OwnPairs => {
  const known = new Set([...PAIRS.values()].flatMap(({ takes }) => Object.keys(takes)));
  return Object.fromEntries(
    Object.entries(pairs).filter(
      ([, { takes }]) => !Object.keys(takes).some((it) => known.has(it)),
    ),
  );
};

/** A file as a build of the kernel compiles it. */
function decided(file: SourceFile, build: Build) {
  const { text, leftOut } = decide(file.text, macrosAtStart(build), (name) =>
    file.headers.get(name),
  );
  return { ...file, given: file.text, text, leftOut };
}
