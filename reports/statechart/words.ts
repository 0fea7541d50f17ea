import type { Chart } from '../../model/chart.ts';
import type { CoverageKind } from './arrows.ts';
import type { Drawing } from './format.ts';

/** A line about the picture, in the colour of what it is about. */
interface Note {
  readonly text: string;
  readonly coverage: CoverageKind | null;
}

const note = (text: string, coverage: CoverageKind | null = null): Note => ({ text, coverage });

/** What one has to know to read the picture; the first line is its title. */
export function legendOf({ regions }: Chart, covered: Drawing['covered']): Note[] {
  const names = regions.map(({ name }) => name).join(', ');
  return [
    note('What a page-fault handler may do'),
    note('One faulting task is in one state of each frame at a time:'),
    note(`${names}.`),
    note('An event of the task moves every frame that names it, all of them or none;'),
    note('if none may move, the handler has broken the specification.'),
    note('[in brackets] what else decides where an event leads. ● where it begins.'),
    ...(covered === null ? [] : coverageNotes(covered)),
  ];
}

function coverageNotes({ by, runs, taken }: NonNullable<Drawing['covered']>): Note[] {
  const reached = taken.filter(({ times }) => times > 0).length;
  return [
    note(`━━ taken by ${by} in ${runs} runs: ${reached} of ${taken.length}, ×how often`, 'taken'),
    note(`╍╍ never: ${taken.length - reached} that the specification allows`, 'never'),
    note('┈┈ not possible in the profile that was searched', 'absent'),
  ];
}
