import { KERNEL_END, MEMORY_PAGES } from '../../kernel/kernel.ts';
import { FAULTS_MAX } from '../../kernel/world.ts';

/**
 * Where things of a subject in C stand in the kernel's memory: its data right above the structs,
 * the stacks of its fibers at the end.
 *
 * A fiber has, from low to high: canary, Asyncify's buffer, canary, C stack (which grows down).
 */

/** First address of the subject's data. */
export const DATA_START = KERNEL_END;
/** End of the memory. */
export const MEMORY_END = MEMORY_PAGES * 0x10000;

const CANARY_BYTES = 16;
const BUFFER_BYTES = 4096;
const STACK_BYTES = 8192;
const FIBER_BYTES = CANARY_BYTES + BUFFER_BYTES + CANARY_BYTES + STACK_BYTES;

/** Those of the faulting tasks, and one for whoever opens or closes a vma. */
export const FIBERS = FAULTS_MAX + 1;

/** The subject's data has to end here. */
export const DATA_END = MEMORY_END - FIBERS * FIBER_BYTES;

/** The addresses of one fiber. */
export interface FiberPlaces {
  readonly canaries: readonly [number, number];
  /** Asyncify's own two words, then what it saves. */
  readonly buffer: number;
  readonly bufferEnd: number;
  /** The C stack, from where it ends to where it begins. */
  readonly stackEnd: number;
  readonly stackTop: number;
}

/** Where the fiber of this number stands. */
export function fiberPlaces(fiber: number): FiberPlaces {
  const start = DATA_END + fiber * FIBER_BYTES;
  const buffer = start + CANARY_BYTES;
  const bufferEnd = buffer + BUFFER_BYTES;
  return {
    canaries: [start, bufferEnd],
    buffer,
    bufferEnd,
    stackEnd: bufferEnd + CANARY_BYTES,
    stackTop: bufferEnd + CANARY_BYTES + STACK_BYTES,
  };
}
