/**
 * What is imported as `faultline/model`: the specification of a faulting task as an XState machine,
 * for `xstate/graph`, the inspector and Stately's tools.
 */
export { type FaultEvent, faultEvents, meanings } from '../model/alphabet.ts';
export { type Chart, chart } from '../model/chart.ts';
export { type FaultSnapshot, faultMachine, initialSnapshot } from '../model/machine.ts';
export { type ChartProfile, chartProfiles } from '../model/profile.ts';
