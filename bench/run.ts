import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import defects from './defects.ts';
import explore from './explore.ts';
import gate from './gate.ts';
import memory from './memory.ts';
import type { Row, Topic } from './row.ts';
import schedules from './schedules.ts';
import schedulesOfC from './schedules-of-c.ts';
import statechart from './statechart.ts';
import strategies from './strategies.ts';
import verdicts from './verdicts.ts';
import workers from './workers.ts';

/**
 * Measures everything, prints the tables, and writes them to `bench/results.md`; with `--only`
 * some topics, which are only printed.
 */

const TOPICS: Readonly<Record<string, Topic>> = {
  schedules,
  'schedules-of-c': schedulesOfC,
  statechart,
  memory,
  gate,
  defects,
  explore,
  workers,
  verdicts,
};
/** Topics with a page of their own, which take long and have to be asked for. */
const APART: Readonly<Record<string, Topic>> = { strategies };
const COLUMNS = ['what', 'ours', 'theirs', 'measured', 'aim', 'reached'];
const RESULTS = new URL('results.md', import.meta.url);

const reached = ({ reached }: Row): string => (reached === null ? '' : reached ? 'yes' : 'no');

/** A Markdown table, aligned so that it can be read in a terminal as well. */
function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.what,
    row.ours,
    row.theirs,
    row.measured,
    row.aim,
    reached(row),
  ]);
  const widths = COLUMNS.map((name, column) =>
    Math.max(name.length, ...cells.map((row) => row[column]!.length)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(COLUMNS), rule, ...cells.map(line)].join('\n');
}

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: Object.keys(TOPICS) },
  },
});
const all = { ...TOPICS, ...APART };
const topics = values.only.map((name) => {
  const topic = all[name];
  if (topic) return topic;
  throw new Error(`no topic is called ${name}; there are ${Object.keys(all).join(', ')}`);
});
const [cpu] = cpus();
const machine = `${cpu?.model ?? 'unknown'}, ${cpus().length} cores, Node ${process.versions.node}`;
const sections = [
  '# Results',
  `${new Date().toISOString().slice(0, 10)}, ${machine}. ` +
    'Written by `npm run bench`; what the rows mean stands in `bench/README.md`.',
];
for (const { title, note, measure } of topics) {
  const section = `## ${title}\n\n${note}\n\n${table(await measure(values))}`;
  console.log(`${section}\n`);
  sections.push(section);
}
// A short run says whether the benchmarks work, not what is so; and a file holds all topics.
const whole = Object.values(TOPICS).every((topic) => topics.includes(topic));
if (whole && !values.quick) writeFileSync(RESULTS, `${sections.join('\n\n')}\n`);
