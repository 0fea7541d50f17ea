import { loadTools, namedSubject } from '../catalog.ts';
import { check } from '../properties/executor.ts';

/** A process that checks v5.5 in as many runs as it is told, and prints the memory it needed. */
const [runs] = process.argv.slice(2);
const { violations } = check((await namedSubject('v5.5'))!, await loadTools(), {
  runs: Number(runs),
  seed: 1,
  strategy: 'portfolio',
  world: null,
  stop: () => false,
  giveUp: () => false,
  progress() {},
});
const { maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ violations: violations.length, megabytes: maxRSS / 1024 }));
