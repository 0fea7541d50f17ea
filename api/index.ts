/**
 * What those import as `faultline` who write laws, subjects, strategies and the like of their own;
 * the simulated kernel is `faultline/kernel`.
 */
export { type Actor, type Daemon, target } from '../impl/environment/actor.ts';
export type { Driver, Helpers, HelpersModule } from '../impl/subject.ts';
export type { Event, Facts } from '../properties/judge/facts.ts';
export type { Breach, Invariant, Judge } from '../properties/judge/invariant.ts';
export { type Litmus, type Sketch, world } from '../properties/worlds/litmus-world.ts';
export { type Dice, dice } from '../scheduler/dice.ts';
export type { Execution } from '../scheduler/execute.ts';
export type { Coroutine, Operation } from '../scheduler/operation.ts';
export * from '../scheduler/strategy.ts';
export type { Task } from '../scheduler/task.ts';
export * from './config.ts';
