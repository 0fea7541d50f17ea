import type { Mutant, MutateReport } from '../../properties/answers/mutate-report.ts';
import type { Block, Cells, Page } from './page.ts';
import { counted } from './words.ts';

/** Characters of a mutant's text that are shown. */
const TEXT_MAX = 60;

/** The answer of `mutate`: what was killed, by kind of change, and each mutant that was not. */
export function mutatePage(report: MutateReport): Page {
  const { mutants, subject, total, interrupted, seed, runs } = report;
  const survived = mutants.filter(({ outcome }) => outcome === 'survived');
  const stopped = interrupted ? `, stopped early: ${mutants.length} of ${total} mutants` : '';
  return [
    {
      kind: 'heading',
      level: 1,
      text: `${subject}: ${scoreInWords(mutants)}${stopped}`,
      tone: survived.length === 0 ? 'good' : 'bad',
    },
    { kind: 'table', head: HEAD, rows: [...rowsOf(mutants)] },
    ...listed('Survived', survived),
    ...listed(
      'Cannot be judged',
      mutants.filter(({ outcome }) => outcome === 'refused'),
    ),
    ...listed(
      'No difference seen',
      mutants.filter(({ outcome }) => outcome === 'equivalent'),
    ),
    {
      kind: 'facts',
      facts: [
        ['Killed by', killersOf(mutants)],
        ['Effort', `seed ${seed}, every interleaving and failure of small worlds, ${runs} runs`],
      ],
    },
  ];
}

/** `214 of 216 mutants killed (99.1 %)`, of those that compile and are not shown equivalent. */
function scoreInWords(mutants: readonly Mutant[]): string {
  const counts = ({ outcome }: Mutant): boolean => !['invalid', 'equivalent'].includes(outcome);
  const all = mutants.filter(counts).length;
  const killed = mutants.filter((one) => counts(one) && one.outcome !== 'survived').length;
  const share = all === 0 ? '' : ` (${((100 * killed) / all).toFixed(1)} %)`;
  return `${killed} of ${counted(all, 'mutant')} noticed${share}`;
}

const HEAD = [
  'change',
  'mutants',
  'killed',
  'cannot be judged',
  'survived',
  'no difference',
  'invalid',
];

function* rowsOf(mutants: readonly Mutant[]): Generator<Cells> {
  const row = (name: string, some: readonly Mutant[]): Cells => {
    const of = (wanted: Mutant['outcome']): string =>
      String(some.filter(({ outcome }) => outcome === wanted).length);
    return [
      ...[name, String(some.length), of('killed'), of('refused'), of('survived')],
      ...[of('equivalent'), of('invalid')],
    ];
  };
  for (const [operator, some] of Map.groupBy(mutants, (one) => one.operator)) {
    yield row(operator, some);
  }
  yield row('all', mutants);
}

function listed(title: string, mutants: readonly Mutant[]): Block[] {
  if (mutants.length === 0) return [];
  return [{ kind: 'list', title: `${title} (${mutants.length})`, items: mutants.map(inWords) }];
}

/** `ttm_bo_vm.c:61 ttm_bo_vm_fault_idle, call dropped: ttm_bo_get(bo); → ;` */
function inWords({ at, function: name, operator, before, after, by, reason }: Mutant): string {
  const why = reason ?? by.join(', ');
  const change = `${short(before)} → ${short(after)}`;
  return `${at} ${name}, ${operator}: ${change}${why === '' ? '' : ` [${why}]`}`;
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= TEXT_MAX ? line : `${line.slice(0, TEXT_MAX - 1)}…`;
}

/** The laws, those first that kill most. */
function killersOf(mutants: readonly Mutant[]): string {
  const times = new Map<string, number>();
  for (const { outcome, by } of mutants) {
    if (outcome !== 'killed') continue;
    for (const law of by) times.set(law, (times.get(law) ?? 0) + 1);
  }
  const sorted = [...times].sort(([, one], [, other]) => other - one);
  return sorted.map(([law, count]) => `${law} ${count}`).join(', ') || 'nothing';
}
