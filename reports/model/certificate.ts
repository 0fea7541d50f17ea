import type {
  Certificate,
  ExhaustedWorld,
  PctBound,
  Sample,
  UnfinishedWorld,
} from '../../properties/certificate.ts';
import type { Block, Fact } from './page.ts';
import { counted, listed } from './words.ts';

/** What a verdict holds for, with everything that bounds it; nothing beyond is claimed. */
export function certificateOf({ exhausted, unfinished, sampled }: Certificate): Block[] {
  const facts = [
    ...exhaustedFacts(exhausted),
    ...unfinishedFacts(unfinished),
    ...sampledFacts(sampled),
    ['Beyond that', 'nothing is claimed'] as const,
  ];
  return [
    { kind: 'heading', level: 2, text: 'What this holds for', about: 'certificate' },
    ...(exhausted.length > 0 ? [worldsOf(exhausted)] : []),
    { kind: 'facts', facts },
  ];
}

/** A line for each world; the subjects differ only in how many states they have there. */
function worldsOf(exhausted: readonly ExhaustedWorld[]): Block {
  const subjects = namesOf(exhausted).length;
  const same = [...Map.groupBy(exhausted, ({ world }) => world).values()];
  return {
    kind: 'list',
    title: `Every interleaving of ${counted(same.length, 'world')}`,
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
  const collision = exhausted.reduce((sum, world) => sum + world.collision, 0);
  const paths = cut === 1 ? '1 path that was' : `${cut} paths that were`;
  const after = cut === 0 ? '' : `; of the ${paths} left where a law broke, nothing after that`;
  return [
    ['Exhausted', `the worlds above, ${preemptionsInWords(exhausted[0]!)}${after}`],
    [
      'Digests',
      `states are told apart by 53 bits: with a chance of at most ${shareInWords(collision)} some ` +
        'two were taken for one, as far as digests are like chance',
    ],
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
      ['PCT', pct ? pctInWords(pct, same[0]!.world) : 'no run, so the chance of a miss is unknown'],
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

/** What the paper's theorem says of these runs, and of which breaches. */
function pctInWords(pct: PctBound, world: string | null): string {
  const { runs, depth, tasks, steps, within, chance, missed } = pct;
  const needs = `needs at most ${depth} ordering constraints, in its first ${counted(within, 'step')}`;
  const each = `1/(n·k^${depth - 1}) = 1/${Math.round(1 / chance)} (n = ${tasks} tasks, k = ${steps} steps)`;
  const all = `all ${counted(runs, 'run')} miss it with at most ${shareInWords(missed)}`;
  if (world !== null) {
    return `if a run of this world can break a law so that it ${needs}, each run does with at least ${each}; ${all}`;
  }
  return (
    `if a run of a drawn world can break a law so that it ${needs}, a run there does with at ` +
    `least ${each}; if every drawn world is such a world, ${all}; if a share q of them is, put ` +
    'q times the chance; of no world alone is anything bounded'
  );
}

/** `97.3 %`, or `3.3e-9` for what is next to nothing; rounded up, for it is said to be the most. */
function shareInWords(share: number): string {
  if (share === 0) return '0';
  if (share >= 0.001) return `${(Math.ceil(share * 1000) / 10).toFixed(1)} %`;
  const power = 10 ** (Math.floor(Math.log10(share)) - 1);
  return (Math.ceil(share / power) * power).toExponential(1);
}
