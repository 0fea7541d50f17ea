/**
 * What is imported as `faultline`: the questions of the command line, what properties of one's own
 * are written with, and what laws, subjects, strategies and the like are written with. The
 * simulated kernel is `faultline/kernel`.
 */
export { type Actor, type Daemon, target } from '../impl/environment/actor.ts';
export { type Driver, type Helpers, type HelpersModule, UnusableSubject } from '../impl/subject.ts';
export { WrongUsage } from '../jobs/failure.ts';
export type { CheckReport } from '../properties/answers/check-report.ts';
export type { Counterexample } from '../properties/answers/counterexample.ts';
export type { ExploreReport } from '../properties/answers/explore-report.ts';
export type { Finding } from '../properties/answers/finding.ts';
export type { GateReport } from '../properties/answers/gate-report.ts';
export type { ReplayReport } from '../properties/answers/replay-report.ts';
export type { Run } from '../properties/answers/run.ts';
export type { Event, Facts } from '../properties/judge/facts.ts';
export type { Breach, Invariant, Judge } from '../properties/judge/invariant.ts';
export type { Progress } from '../properties/run/tools.ts';
export { type Litmus, type Sketch, world } from '../properties/worlds/litmus-world.ts';
export { type Dice, dice } from '../scheduler/dice.ts';
export type { Execution } from '../scheduler/execute.ts';
export type { Coroutine, Operation } from '../scheduler/operation.ts';
export * from '../scheduler/strategy.ts';
export type { Task } from '../scheduler/task.ts';
export * from './config.ts';
export * from './questions.ts';
export * from './session.ts';
