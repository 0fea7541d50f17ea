import * as fc from 'fast-check';
import { loadTools, namedSubject } from '../catalog.ts';
import { KNOWN_DEFECTS, type KnownDefect } from '../properties/judge/known-defects.ts';
import { Session } from '../properties/run/session.ts';
import type { Tools } from '../properties/run/tools.ts';
import { runArbitrary } from '../properties/worlds/arbitraries.ts';
import { figure, median, type Row, type Topic } from './row.ts';

const RUNS_MAX = 40_000;
/** Runs drawn at a time, as the search does. */
const CHUNK = 250;

interface Meeting {
  readonly runs: number;
  readonly milliseconds: number;
}

/** When a search first meets each of these laws broken; laws that it does not meet are missing. */
async function firstMeetings(
  tools: Tools,
  { subject, laws }: { subject: string; laws: ReadonlySet<string> },
  seed: number,
): Promise<Map<string, Meeting>> {
  const start = performance.now();
  const session = new Session((await namedSubject(subject))!, tools);
  const arbitrary = runArbitrary(tools.actors);
  const met = new Map<string, Meeting>();
  for (let runs = 0; runs < RUNS_MAX && met.size < laws.size; ) {
    for (const drawn of fc.sample(arbitrary, { seed: seed * RUNS_MAX + runs, numRuns: CHUNK })) {
      runs += 1;
      for (const { violation } of session.judgeRun(drawn).primaries) {
        const { invariant } = violation;
        if (!laws.has(invariant) || met.has(invariant)) continue;
        met.set(invariant, { runs, milliseconds: performance.now() - start });
      }
    }
  }
  return met;
}

const topic: Topic = {
  title: 'The known defects',
  note:
    'From an empty session to the first run in which the search meets the broken law, in one ' +
    'process that is warm: medians over seeds. Shrinking comes after.',
  async measure({ quick }) {
    const tools = await loadTools();
    const seeds = quick ? [1] : [1, 2, 3, 4, 5, 6, 7];
    const bySubject = Map.groupBy(KNOWN_DEFECTS, ({ subjects }) => subjects[0]!);
    const rows = new Map<KnownDefect, Row>();
    for (const [subject, defects] of bySubject) {
      const laws = new Set(defects.map(({ invariant }) => invariant));
      const meetings: Map<string, Meeting>[] = [];
      for (const seed of seeds) meetings.push(await firstMeetings(tools, { subject, laws }, seed));
      for (const defect of defects) {
        const met = meetings.flatMap((each) => each.get(defect.invariant) ?? []);
        rows.set(defect, rowOf(defect, met, seeds.length));
      }
    }
    return KNOWN_DEFECTS.map((defect) => rows.get(defect)!);
  },
};

function rowOf(defect: KnownDefect, met: readonly Meeting[], searches: number): Row {
  const all = met.length === searches;
  const runs = median(met.map((one) => one.runs));
  const milliseconds = median(met.map((one) => one.milliseconds));
  return {
    what: `${defect.row} \`${defect.invariant}\` in ${defect.subjects[0]}`,
    ours: met.length === 0 ? '' : `${figure(runs)} runs, ${figure(milliseconds)} ms`,
    theirs: '',
    measured: `met by ${met.length} of ${searches} searches`,
    aim: `all, in ${figure(RUNS_MAX)} runs`,
    reached: all,
  };
}

export default topic;
