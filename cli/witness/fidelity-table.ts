import { loadTools } from '../../catalog.ts';
import { guestOf, kernel } from '../../witness/kernels.ts';
import { drawnWorlds, type Fidelity, fidelity, schedulesOf } from './fidelity.ts';
import { ownFile, subjectOf } from './kernel/seeded.ts';
import { kernelCache } from './kernel-input.ts';
import { sourceOf } from './witness.ts';

/**
 * How equal the simulated and a real kernel are:
 * `node cli/witness/fidelity-table.ts VERSION [SCHEDULES [WORLDS]]`.
 */

const [version = '6.12', schedules = '300', worlds = '2000'] = process.argv.slice(2);
const tools = await loadTools();
const linux = kernel(version, kernelCache());
const subject = await subjectOf('own', ownFile(linux));
const source = sourceOf(subject);
if (typeof source === 'string') throw new Error(source);
const guest = await guestOf(linux, source);
const answers = await fidelity(guest, [
  ...[...tools.worlds].map(([name, { world }]) =>
    schedulesOf(world, subject, tools, { name, wanted: Number(schedules) }),
  ),
  drawnWorlds(subject, tools, Number(worlds)),
]);

const counted = (some: ReadonlyMap<string, number>): string =>
  [...some].map(([kind, times]) => `${times} × ${kind}`).join('; ');
const row = ({ name, runs, equal, unplayed, partings }: Fidelity): string => {
  const why = runs === 0 ? [...unplayed.keys()].join('; ') : counted(unplayed);
  return `| ${name} | ${runs === 0 ? '–' : `${equal} of ${runs}`} | ${counted(partings)} | ${why} |`;
};
const sum = (of: (one: Fidelity) => number): number =>
  answers.reduce((total, one) => total + of(one), 0);
console.log(`## Linux ${linux.release}\n`);
console.log(`${sum(({ equal }) => equal)} of ${sum(({ runs }) => runs)} runs are equal.\n`);
console.log('| world | equal runs | differences | not played |\n|---|---|---|---|');
for (const answer of answers) console.log(row(answer));
