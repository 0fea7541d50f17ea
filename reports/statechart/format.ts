import type { Automaton } from '../../model/automata.ts';
import type { Chart } from '../../model/chart.ts';
import type { RegionTransition } from '../../properties/answers/coverage.ts';

/** How often each transition was taken, as a document of `check` or `gate` has it. */
export type Taken = readonly RegionTransition[];

/** What is to be drawn. */
export interface Drawing {
  readonly chart: Chart;
  /** The same as small automata, of the profile of today's kernels. */
  readonly automata: () => readonly Automaton[];
  /** The search whose coverage is shown; null for the chart alone. */
  readonly covered: {
    /** The subject that was searched. */
    readonly by: string;
    readonly runs: number;
    readonly taken: Taken;
  } | null;
}

/** A way of writing the statechart; one file in `formats/` each, the file name is its name. */
export interface ChartFormat {
  /** What it is for, one sentence. */
  readonly summary: string;
  /** Of a file in this format, with the dot. */
  readonly extension: string;
  render(drawing: Drawing): string | Promise<string>;
  /** By name, where it is several files: then `--output` is a folder. */
  files?(drawing: Drawing): ReadonlyMap<string, string>;
}
