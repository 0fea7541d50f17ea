import type { SourceCoverage } from '../../impl/subject.ts';
import type {
  Certificate,
  ExhaustedWorld,
  LinesNotCompiled,
  PctBound,
  Retried,
  Sample,
  UnfinishedWorld,
} from '../../properties/answers/certificate.ts';
import type { Block, Fact } from './page.ts';
import { comparedFacts } from './refinement.ts';
import { counted, few, listed } from './words.ts';

/** Callbacks that a headline names. */
const CALLBACKS_MAX = 3;

/** What a verdict holds for, with everything that bounds it; everything else is not covered. */
export function certificateOf(certificate: Certificate): Block[] {
  const { exhausted, unfinished, sampled, compared, corpus = [], notCompiled = [] } = certificate;
  const facts = [
    ...corpus.map(retriedFact),
    ...exhaustedFacts(exhausted),
    ...unfinishedFacts(unfinished),
    ...sampledFacts(sampled),
    ...(compared ? comparedFacts(compared) : []),
    ...notCompiledFacts(notCompiled),
    ['Not covered', 'everything else'] as const,
  ];
  return [
    { kind: 'heading', level: 2, text: 'What this holds for', about: 'certificate' },
    ...(corpus.some(({ gone }) => gone.length > 0) ? [goneOf(corpus)] : []),
    ...(exhausted.length > 0 ? [worldsOf(exhausted)] : []),
    { kind: 'facts', facts },
  ];
}

/** The same in one line, for a verdict that is read at a glance. */
export function certificateInOneLine({ exhausted, unfinished, sampled }: Certificate): string {
  const worlds = (all: readonly { readonly world: string }[]): number =>
    new Set(all.map(({ world }) => world)).size;
  const runs = sampled.map(({ strategies }) => strategies.reduce((sum, one) => sum + one.runs, 0));
  const parts = [
    `${interleavings(exhausted)} of ${counted(worlds(exhausted), 'world')}`,
    ...(unfinished.length === 0 ? [] : [`a part of ${worlds(unfinished)} more`]),
    ...(runs.length === 0 ? [] : [`${counted(Math.min(...runs), 'sampled run')}`]),
  ];
  return `${listed(parts)}; -v says what was not reached`;
}

const interleavings = (exhausted: readonly ExhaustedWorld[]): string =>
  exhausted.length > 0 && exhausted.every(({ failing }) => failing)
    ? 'every interleaving and failure'
    : 'every interleaving';

/** Places that are listed of what was not compiled. */
const PLACES_MAX = 12;

/** Lines of the fault path that were not compiled, each with the option that would. */
export function notCompiledFacts(all: readonly LinesNotCompiled[]): Fact[] {
  if (all.length === 0) return [];
  const said = new Set(all.map(({ at, condition }) => `${at} (needs ${condition})`));
  return [['Not compiled', `${few([...said], PLACES_MAX)}: -D or --kconfig says what is set`]];
}

/**
 * What a good verdict says nothing of, for its headline: ` (left out: 3 lines that no run reached,
 * 1 place that was not compiled)`.
 */
export function leftOutInWords(
  { notCompiled = [] }: Certificate,
  source: SourceCoverage | undefined,
): string {
  const places = new Set(notCompiled.map(({ at }) => at)).size;
  const lines = source?.lines.never.length ?? 0;
  const beside = source?.handlers?.beside ?? [];
  const parts = [
    ...(lines === 0 ? [] : [`${counted(lines, 'line')} that no run reached`]),
    ...(places === 0 ? [] : [`${counted(places, 'place')} not compiled`]),
    ...(beside.length === 0 ? [] : [`${few(beside, CALLBACKS_MAX)} not run`]),
  ];
  return parts.length === 0 ? '' : ` (left out: ${parts.join(', ')})`;
}

const retriedFact = ({ subject, tried, reproduced, held, gone }: Retried): Fact => [
  'Kept runs',
  `${tried} tried first on ${subject}: ${reproduced} reproduced, ${held} held, ` +
    `${gone.length} without their path`,
];

/** A counterexample that nothing can be concluded from any more is to be seen, not forgotten. */
const goneOf = (corpus: readonly Retried[]): Block => ({
  kind: 'list',
  title: 'Kept runs whose path is gone',
  items: corpus.flatMap(({ subject, gone }) =>
    gone.map(
      ({ name, step, expected, found }) =>
        `${name} on ${subject}, step ${step}: expected ${expected}, found ${found}`,
    ),
  ),
});

/** A line for each world; the subjects differ only in how many states they have there. */
function worldsOf(exhausted: readonly ExhaustedWorld[]): Block {
  const subjects = namesOf(exhausted).length;
  const same = [...Map.groupBy(exhausted, ({ world }) => world).values()];
  return {
    kind: 'list',
    title: `E${interleavings(exhausted).slice(1)} of ${counted(same.length, 'world')}`,
    items: same.map((sides) => `${scopeOf(sides[0]!)}; ${statesOf(sides, subjects)}`),
  };
}

/** `two-faults: user read, user write; gpu, release; 1 object, 2 pages`. */
function scopeOf({ world, faults, tasks, failures, objects, pages }: ExhaustedWorld): string {
  return [
    `${world}: ${faults.map(({ caller, write }) => `${caller} ${write ? 'write' : 'read'}`).join(', ')}`,
    tasks.slice(faults.length).join(', '),
    ...failures.map(({ primitive, error }) => `${primitive} fails with ${error}`),
    `${counted(objects, 'object')}, ${counted(pages, 'page')}`,
  ].join('; ');
}

/** How many states there were; on which side, if that makes a difference or there is only one. */
function statesOf(sides: readonly ExhaustedWorld[], subjects: number): string {
  const [first] = sides;
  if (sides.length === subjects && sides.every(({ states }) => states === first!.states)) {
    return counted(first!.states, 'state');
  }
  return sides.map(({ subject, states }) => `${counted(states, 'state')} of ${subject}`).join(', ');
}

const namesOf = (all: readonly { readonly subject: string }[]): string[] => [
  ...new Set(all.map(({ subject }) => subject)),
];

function exhaustedFacts(exhausted: readonly ExhaustedWorld[]): Fact[] {
  if (exhausted.length === 0) return [['Exhausted', 'nothing']];
  const cut = exhausted.reduce((sum, world) => sum + world.cut, 0);
  const after =
    cut === 0 ? '' : `; nothing of what follows ${counted(cut, 'step')} that broke a law`;
  return [
    ['Exhausted', `the worlds above, ${preemptionsInWords(exhausted[0]!)}${after}`],
    ...failingFact(exhausted),
  ];
}

/** What was let fail, and where not. */
function failingFact(exhausted: readonly ExhaustedWorld[]): Fact[] {
  const without = exhausted.filter(({ failing }) => !failing).map(({ world }) => world);
  if (without.length === exhausted.length) return [];
  const but = without.length === 0 ? '' : `, but for ${listed([...new Set(without)])}`;
  return [
    ['Failures', `each call that can fail did, any number of times, as it usually does${but}`],
  ];
}

const preemptionsInWords = ({ preemptions }: ExhaustedWorld): string =>
  preemptions === null
    ? 'with any number of preemptions'
    : `with at most ${counted(preemptions, 'preemption')}`;

function unfinishedFacts(unfinished: readonly UnfinishedWorld[]): Fact[] {
  if (unfinished.length === 0) return [];
  const worlds = unfinished.map(({ world, share }) => `${world} (${partInWords(share)})`);
  return [['Stopped early', `only a part was visited of ${listed(worlds)}: no claim`]];
}

/** How much of a world was visited, as far as that can be estimated. */
export const partInWords = (share: number): string =>
  share < 0.001 ? 'under 0.1 %' : `about ${(share * 100).toFixed(1)} %`;

/** Subjects that were tried out alike are told together. */
function sampledFacts(sampled: readonly Sample[]): Fact[] {
  if (sampled.length === 0) return [['Sampled', 'nothing']];
  const alike = Map.groupBy(sampled, ({ subject: _, ...rest }) => JSON.stringify(rest));
  return [...alike.values()].flatMap((same) => {
    const names = sampled.length === 1 ? '' : ` each of ${listed(namesOf(same))}`;
    const { pct } = same[0]!;
    return [
      ['Only sampled', sampleInWords(same[0]!, names)],
      ['Strategies', strategiesInWords(same[0]!)],
      ...pctFacts(pct, same[0]!.world),
    ] satisfies Fact[];
  });
}

function sampleInWords({ world, limits, strategies, interrupted }: Sample, names: string): string {
  const runs = strategies.reduce((sum, one) => sum + one.runs, 0);
  const stopped = interrupted ? ', stopped early' : '';
  const done = `${counted(runs, 'run')}${names}${stopped}`;
  if (!limits) return `${done}, in the world ${world}`;
  const { objects, pages, vmas, threads, actors, failures } = limits;
  return (
    `${done}, each in a world drawn anew: up to ${objects} objects of ${pages} pages, ` +
    `${vmas} vmas, ${threads} faulting threads, ${actors} actors, ${failures} injected failures`
  );
}

function strategiesInWords({ strategies, limits }: Sample): string {
  const most = limits && `of up to ${limits.preemptions} switches`;
  return strategies
    .map(({ strategy, runs }) => {
      const more = strategy === 'preemptions' && most ? ` (lists ${most})` : '';
      return `${strategy} ${runs}${more}`;
    })
    .join(', ');
}

/** What the paper's theorem says of these runs, by depth, and of which breaches. */
function pctFacts(pct: readonly PctBound[], world: string | null): Fact[] {
  if (pct.length === 0) return [['PCT', 'no run, so the chance of a miss is unknown']];
  const [where, who] =
    world === null ? ['a drawn world', 'a run there'] : ['this world', 'each run'];
  const within = Math.min(...pct.map((bound) => bound.within));
  const longer = pct.reduce((sum, bound) => sum + bound.longer, 0);
  const drawn =
    'that is, if every drawn world is such a world; if a share q of them is, put q times the ' +
    'chance; nothing is bounded for any single world';
  return [
    [
      'PCT',
      `if a run of ${where} can break a law so that it needs at most d ordering constraints, all in ` +
        `its first ${counted(within, 'step')}, ${who} that is made for depth d does so with a chance ` +
        'of at least 1/(n·k^(d-1)), for n tasks and k steps, both fixed before the run ' +
        `(${longer === 0 ? 'no run was' : counted(longer, 'run was', 'runs were')} longer)`,
    ],
    ...pct.map((bound) => [`PCT, d = ${bound.depth}`, boundInWords(bound)] as const),
    ...(world === null ? [['PCT, of all', drawn] as const] : []),
  ];
}

/** `416 runs with at least 1/(n·k) = 1/900 (n = 9, k = 100); all miss it with at most 63.0 %`. */
function boundInWords({ runs, depth, tasks, steps, chance, missed }: PctBound): string {
  const power = depth === 2 ? 'k' : `k^${depth - 1}`;
  const formula = depth === 1 ? '1/n' : `1/(n·${power})`;
  const each = `${formula} = 1/${Math.round(1 / chance)} (n = ${tasks}, k = ${steps})`;
  return `${counted(runs, 'run')} with at least ${each}; all miss it with at most ${shareInWords(missed)}`;
}

/** `97.3 %`, or `3.3e-9` for what is next to nothing; rounded up, for it is said to be the most. */
function shareInWords(share: number): string {
  if (share === 0) return '0';
  if (share >= 0.001) return `${(Math.ceil(share * 1000) / 10).toFixed(1)} %`;
  const power = 10 ** (Math.floor(Math.log10(share)) - 1);
  return (Math.ceil(share / power) * power).toExponential(1);
}
