import { loadTools } from '../../catalog.ts';
import { guestOf, kernel } from '../../witness/kernels.ts';
import { type Fidelity, fidelity } from './fidelity.ts';
import { ownFile, subjectOf } from './kernel/seeded.ts';
import { kernelCache } from './kernel-input.ts';
import { sourceOf } from './witness.ts';

/** How equal the simulated and a real kernel are: `node cli/witness/fidelity-table.ts VERSION [RUNS]`. */

const [version = '6.12', runs = '300'] = process.argv.slice(2);
const tools = await loadTools();
const linux = kernel(version, kernelCache());
const subject = await subjectOf('own', ownFile(linux));
const source = sourceOf(subject);
if (typeof source === 'string') throw new Error(source);
const guest = await guestOf(linux, source);
const samples = [...tools.worlds].map(([name, { world }]) => ({ name, world, runs: Number(runs) }));
const answers = await fidelity(guest, subject, tools, samples);

const row = ({ name, runs: all, equal, reason, partings }: Fidelity): string => {
  const said = [...partings].map(([kind, times]) => `${times} × ${kind}`).join('; ');
  return `| ${name} | ${reason === null ? `${equal} of ${all}` : '–'} | ${reason ?? said} |`;
};
const played = answers.filter(({ reason }) => reason === null);
const sum = (of: (one: Fidelity) => number): number =>
  played.reduce((total, one) => total + of(one), 0);
console.log(`## Linux ${linux.release}\n`);
console.log(`${sum(({ equal }) => equal)} of ${sum((one) => one.runs)} runs are equal.\n`);
console.log('| world | equal runs | differences |\n|---|---|---|');
for (const answer of answers) console.log(row(answer));
