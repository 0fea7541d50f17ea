/** What those import as `faultline/kernel` whose code runs in the simulated kernel or judges it. */
export * from '../impl/kernel/fault-flags.ts';
export * from '../impl/kernel/index.ts';
export { addressOf, LAYOUT, nameOf } from '../impl/kernel/memory/layout.ts';
export type { FaultHandler } from '../impl/kernel/trap.ts';
