import type { StrategyEntry } from 'faultline';

export default {
  summary: 'Runs the highest enabled task, so that the environment goes before the faults.',
  create: () => ({ begin() {}, next: (enabled) => 31 - Math.clz32(enabled) }),
} satisfies StrategyEntry;
