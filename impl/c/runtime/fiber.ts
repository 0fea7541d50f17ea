import { Crash } from '../../../scheduler/machine.ts';
import type { Coroutine } from '../../../scheduler/operation.ts';
import { FAULTS_MAX } from '../../kernel/world.ts';
import { FIBERS, type FiberPlaces, fiberPlaces } from '../toolchain/memory-map.ts';
import type { Instance } from './instance.ts';

const CANARY = 0x5afe57ac;
const PLACES = Array.from({ length: FIBERS }, (_, fiber) => fiberPlaces(fiber));

/**
 * One call of the subject's fault handler, as a coroutine.
 *
 * Where another task comes first, the C stack is unwound into the fiber's buffer, the operation is
 * yielded, and the stack is wound up again with the reply. Asyncify does not know of the C stack
 * pointer, which is kept here.
 */
export const callFault = (instance: Instance, vmf: number): Coroutine =>
  call(instance, PLACES[instance.kernel.running]!, () => instance.exports.faultline_fault(vmf));

/**
 * One call of the subject's `open` or `close` of a vma. They have one fiber together, since they
 * are called under the mmap lock of whoever changes the address space: one at a time.
 */
export const callOnVma = (instance: Instance, name: VmCallback, vma: number): Coroutine =>
  call(instance, PLACES[FAULTS_MAX]!, () => {
    instance.exports[name]!(vma);
    return 0;
  });

/** What is exported for them. */
export type VmCallback = 'faultline_open' | 'faultline_close';

function* call(instance: Instance, places: FiberPlaces, enter: () => number): Coroutine {
  const { exports } = instance;
  instance.boot();
  prepare(instance.words, places);
  exports.stack_set(places.stackTop);
  instance.places = places;
  let result = enter();
  while (instance.asked !== null) {
    exports.asyncify_stop_unwind();
    const { asked, rest } = instance;
    instance.asked = null;
    const top = exports.stack_get();
    let reply = yield asked;
    if (rest !== null) reply = yield* remaining(rest, reply);
    checkCanaries(instance.words, places);
    exports.stack_set(top);
    instance.places = places;
    instance.rewind(reply);
    result = enter();
  }
  instance.settle();
  checkCanaries(instance.words, places);
  return result;
}

/** What is left of a coroutine that waits for this reply. */
function* remaining(coroutine: Coroutine, reply: number): Coroutine {
  let next = coroutine.next(reply);
  while (!next.done) next = coroutine.next(yield next.value);
  return next.value;
}

function prepare(words: Int32Array, { buffer, bufferEnd, canaries }: FiberPlaces): void {
  words[buffer >> 2] = buffer + 8;
  words[(buffer >> 2) + 1] = bufferEnd;
  for (const canary of canaries) words[canary >> 2] = CANARY;
}

function checkCanaries(words: Int32Array, { canaries: [below, above] }: FiberPlaces): void {
  if (words[below >> 2] !== CANARY || words[above >> 2] !== CANARY) {
    throw new Crash('the C stack ran over');
  }
}
