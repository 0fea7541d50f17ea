import type { EventName } from '../../impl/kernel/event-names.ts';
import type { GateReport } from '../../properties/answers/gate-report.ts';
import type { PortableEvent } from '../../properties/answers/portable-event.ts';
import type { Compared, Difference, WitnessRun } from '../../properties/answers/refinement.ts';
import type { BesideRow, Block, Cells, Fact } from './page.ts';
import { counted, listed } from './words.ts';
import { worldInWords } from './world.ts';

/** Differences of either side that are told in full; the JSON document has all. */
const TOLD_MAX = 4;
/** Lines of a run that are shown up to where it differs. */
const ROWS_MAX = 24;

type Names = Pick<GateReport, 'candidate' | 'baseline'>;

/** What one side can show and the other cannot, each kind with two runs side by side. */
export function refinementOf(differences: readonly Difference[], names: Names): Block[] {
  if (differences.length === 0) return [];
  return (['candidate', 'baseline'] as const).flatMap((only) => {
    const all = differences.filter((difference) => difference.only === only);
    const rest = all.length - TOLD_MAX;
    return [
      ...all.slice(0, TOLD_MAX).flatMap((difference) => told(difference, names)),
      ...(rest > 0
        ? [{ kind: 'paragraph', text: `${counted(rest, 'more kind')}: see --json.` } as const]
        : []),
    ];
  });
}

/** One line for each kind of difference. */
export const differencesIn = (
  differences: readonly Difference[],
  only: Difference['only'],
): Cells[] =>
  differences
    .filter((difference) => difference.only === only)
    .map(({ kind, world }) => [kind, '', world === null ? 'in a drawn world' : `in ${world}`]);

function told(difference: Difference, names: Names): Block[] {
  const { only, kind, witness, instead, shows, task, places } = difference;
  const other = only === 'candidate' ? 'baseline' : 'candidate';
  const { parts } = witness[only];
  const alternatives = instead.map((one) => inWords(one.task, one.shows));
  const facts: Fact[] = [
    [names[only], inWords(task, shows)],
    [names[other], alternatives.length === 0 ? 'nothing' : alternatives.join('; or ')],
    ['Found', `at ${counted(places, 'place')}`],
    ['Until then', parts === 0 ? 'nothing was seen of either' : 'both show the same'],
    ['Schedules', `${names.candidate}: ${scheduleOf(witness.candidate)}`],
    ['', `${names.baseline}: ${scheduleOf(witness.baseline)}`],
  ];
  return [
    { kind: 'heading', level: 3, text: `only ${names[only]}: ${kind}` },
    { kind: 'list', title: 'World', items: worldInWords(witness.world) },
    { kind: 'facts', facts },
    {
      kind: 'beside',
      heads: [
        `${names.candidate}, alike to step ${witness.candidate.parts}`,
        `${names.baseline}, alike to step ${witness.baseline.parts}`,
      ],
      rows: rowsOf(witness.candidate, witness.baseline),
    },
  ];
}

const inWords = (task: string, shows: readonly string[]): string =>
  `${task} ${shows.join(', ')}`.trim();

const scheduleOf = ({ schedule }: WitnessRun): string =>
  schedule.map(({ task, steps }) => `${task} ${steps}`).join(', ');

function rowsOf(candidate: WitnessRun, baseline: WitnessRun): BesideRow[] {
  const [left, right] = [cellsOf(candidate), cellsOf(baseline)];
  const length = Math.max(left.length, right.length);
  return Array.from({ length }, (_, at) => [left[at] ?? null, right[at] ?? null]);
}

/** Marks that say what an operation says already. */
const QUIET: readonly string[] = [
  'trap_begin',
  'reserve_enter',
  'reserved_enter',
  'pte_set',
] satisfies EventName[];

/** The run from where the sides part up to the step that differs, which is marked. */
function cellsOf({ trace, differs }: WitnessRun): { text: string; marked: boolean }[] {
  const isShown = ({ step, event }: PortableEvent): boolean =>
    step < differs && !QUIET.includes(event);
  const shown = trace.filter(isShown).slice(-ROWS_MAX);
  const last = shown.findIndex(({ step }) => step === differs - 1);
  return shown.map(({ task, text, waited }, at) => ({
    text: `${task}${waited ? ' (waited)' : ''} ${text}`.trim(),
    marked: at === last,
  }));
}

/** What a comparison holds for. */
export function comparedFacts({ exhausted, left, sampled }: Compared): Fact[] {
  const { runs, same, followed, differ, undecided } = sampled;
  const whole =
    exhausted.length === 0 ? 'nothing' : `in ${worldsOf(exhausted)}, to where they part`;
  return [
    ['Seen outside', `all that either side can show was compared ${whole}`],
    ...(left.length === 0 ? [] : [['', `too large for that: ${listed(left)}`] as const]),
    [
      '',
      `only sampled: ${counted(runs, 'run')} elsewhere; the other side showed the same in ${same}, ` +
        `can under another schedule in ${followed}, cannot in ${differ}; not decided: ${undecided}`,
    ],
  ];
}

const worldsOf = (exhausted: Compared['exhausted']): string => {
  const most = Math.max(...exhausted.flatMap(({ candidate, baseline }) => [candidate, baseline]));
  return `${counted(exhausted.length, 'world')} of at most ${most} states`;
};
