import type binaryenModule from 'binaryen';
import type { Marked } from '../front-end/marks.ts';

type Binaryen = typeof binaryenModule;
type Module = InstanceType<Binaryen['Module']>;

/**
 * Makes a linked subject one that can be suspended: notes where helpers begin and end, then lets
 * Binaryen's Asyncify unwind the stack at every import of the module `kernel`.
 */
export function asyncify(
  binaryen: Binaryen,
  linked: Uint8Array,
  marks: readonly Marked[],
): Uint8Array {
  const module = binaryen.readBinary(linked);
  try {
    for (const marked of marks) mark(binaryen, module, marked);
    exportStackPointer(binaryen, module);
    binaryen.setPassArgument('asyncify-imports', 'kernel.*');
    binaryen.setShrinkLevel(0);
    // Small functions of the shim are inlined before: what is not called needs not be unwound.
    binaryen.setOptimizeLevel(3);
    module.runPasses(['inlining']);
    binaryen.setOptimizeLevel(1);
    module.runPasses(['asyncify']);
    module.optimize();
    return module.emitBinary();
  } finally {
    module.dispose();
  }
}

/** Functions for the C stack pointer: calls are much cheaper than a `WebAssembly.Global`. */
function exportStackPointer(binaryen: Binaryen, module: Module): void {
  const { i32, none } = binaryen;
  const { value: pointer } = binaryen.getExportInfo(module.getExport('__stack_pointer'));
  const set = module.global.set(pointer, module.local.get(0, i32));
  module.addFunction('stack_get', none, i32, [], module.global.get(pointer, i32));
  module.addFunction('stack_set', i32, none, [], set);
  for (const name of ['stack_get', 'stack_set']) module.addFunctionExport(name, name);
}

/** Gives the helper's body to a function of its own, and calls that between two marks. */
function mark(binaryen: Binaryen, module: Module, marked: Marked): void {
  const { helper, mark: name, shown } = marked;
  const helperRef = module.getFunction(helper);
  if (!helperRef) return;
  const { i32 } = binaryen;
  const info = binaryen.getFunctionInfo(helperRef);
  const parameters = binaryen.expandType(info.params);
  // The compiler may have given a static helper other parameters.
  if (marked.parameters !== parameters.length || info.results !== i32) return;
  if (shown.some((place) => parameters[place] !== i32)) return;
  const inner = `${helper}$body`;
  module.addFunction(inner, info.params, i32, info.vars, module.copyExpression(info.body));
  const enter = `faultline_${name}_enter`;
  const leave = `faultline_${name}_return`;
  const several = (count: number): number =>
    binaryen.createType(Array.from({ length: count }, () => i32));
  module.addFunctionImport(
    enter,
    'faultline',
    `${name}_enter`,
    several(shown.length),
    binaryen.none,
  );
  module.addFunctionImport(leave, 'faultline', `${name}_return`, several(2), binaryen.none);
  const given = shown.map((place) => module.local.get(place, i32));
  const own = parameters.length;
  module.removeFunction(helper);
  module.addFunction(
    helper,
    info.params,
    i32,
    [i32],
    module.block(
      null,
      [
        module.call(enter, given, binaryen.none),
        module.local.set(
          own,
          module.call(
            inner,
            parameters.map((type, index) => module.local.get(index, type)),
            i32,
          ),
        ),
        module.call(
          leave,
          [module.local.get(shown[0]!, i32), module.local.get(own, i32)],
          binaryen.none,
        ),
        module.local.get(own, i32),
      ],
      i32,
    ),
  );
}
