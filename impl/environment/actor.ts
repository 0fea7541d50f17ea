import type { Coroutine } from '../../scheduler/operation.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { ActorSpec } from '../kernel/world.ts';

/** A thread of the environment, as one file in this folder exports it by default. */
export interface Actor {
  readonly summary: string;
  /** What `target` counts: objects, vmas or faulting tasks of the world. */
  readonly aims: 'objects' | 'vmas' | 'faults';
  readonly variants: readonly string[];
  start(kernel: Kernel, spec: ActorSpec, task: number): Coroutine<void>;
}

/** A thread that every world has and that no run waits for: the GPU, the delayed destroy worker. */
export interface Daemon {
  readonly summary: string;
  readonly daemon: true;
  start(kernel: Kernel): Coroutine<void>;
}

/** The index that a spec is aimed at. */
export const target = (spec: ActorSpec, length: number): number => spec.target % length;
