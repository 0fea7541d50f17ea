import type { World } from '../impl/kernel/world.ts';
import type { Subject } from '../impl/subject.ts';
import { random } from '../scheduler/strategies/random.ts';
import { changesBetween } from './changes.ts';
import { findings } from './check.ts';
import { type Finding, GATE_SCHEMA, type GateReport, type Run } from './finding.ts';
import { coverageOf, findingOf } from './report.ts';
import { type Search, searching } from './search.ts';
import { type Judged, Session } from './session.ts';
import { shrink } from './shrink.ts';
import type { CheckOptions, Tools } from './tools.ts';

/** Schedules that are tried before a side is said to keep a law in a world. */
const SCHEDULES_RANDOM = 150;
const STEPS_PREEMPTED = 40;
const TASKS_PREEMPTED = 3;

/** Compares two subjects by all laws: what the candidate breaks, inherits and mends. */
export function gate(
  candidate: Subject,
  baseline: Subject,
  tools: Tools,
  options: CheckOptions,
): GateReport {
  const sides = { ours: new Session(candidate, tools), theirs: new Session(baseline, tools) };
  const [ours, theirs] = searchBoth(sides, options);
  const coverage = coverageOf(sides.ours, ours.outcomes);
  const changes = changesBetween(sides.ours, sides.theirs, options);

  const broken = findings(sides.ours, ours.witnesses, options);
  const known = findings(sides.theirs, theirs.witnesses, options);
  const inherited = broken.filter((finding) => breaks(sides.theirs, finding));
  const hidden = hiddenRegressions(sides, ours, { inherited, giveUp: options.giveUp });
  const regressions = [...broken.filter((finding) => !inherited.includes(finding)), ...hidden];
  const fixed = known.filter((finding) => !breaks(sides.ours, finding));
  return {
    schema: GATE_SCHEMA,
    candidate: candidate.name,
    baseline: baseline.name,
    profiles: { candidate: candidate.profile, baseline: baseline.profile },
    seed: options.seed,
    runs: ours.runs + theirs.runs,
    seconds: null,
    interrupted: ours.interrupted || theirs.interrupted,
    safe: regressions.length === 0,
    regressions,
    inherited: inherited.map((finding) => withRow(finding, known)),
    fixed,
    changes,
    coverage,
  };
}

/** A candidate that nobody has catalogued inherits the names of its baseline's known defects. */
function withRow(finding: Finding, baseline: readonly Finding[]): Finding {
  const same = baseline.find(({ invariant, known }) => invariant === finding.invariant && known);
  return finding.known || !same ? finding : { ...finding, known: same.known };
}

interface Sides {
  readonly ours: Session;
  readonly theirs: Session;
}

/** Searches on both sides by turns: when the time is up, both have had their share. */
function searchBoth({ ours, theirs }: Sides, options: CheckOptions): [Search, Search] {
  const searches = [searching(ours, options), searching(theirs, options)] as const;
  const found: [Search?, Search?] = [];
  while (!found[0] || !found[1]) {
    searches.forEach((steps, side) => {
      if (found[side]) return;
      const step = steps.next();
      if (step.done) found[side] = step.value;
    });
  }
  return [found[0], found[1]];
}

/** Does this side break the law of a finding in the finding's world, under whatever schedule? */
function breaks(session: Session, { invariant, shrunk, trace }: Finding): boolean {
  return breaksIn(session, shrunk.world, invariant, trace.length);
}

function breaksIn(session: Session, world: World, invariant: string, steps: number): boolean {
  const broke = (violations: readonly { invariant: string }[]): boolean =>
    violations.some((violation) => violation.invariant === invariant);
  if (broke(session.judgeRun({ world, preemptions: [] }).violations)) return true;
  for (let at = 0; at < Math.min(steps, STEPS_PREEMPTED); at += 1) {
    for (let to = 0; to < TASKS_PREEMPTED; to += 1) {
      if (broke(session.judgeRun({ world, preemptions: [{ at, to }] }).violations)) return true;
    }
  }
  for (let seed = 1; seed <= SCHEDULES_RANDOM; seed += 1) {
    if (broke(session.judge(world, random(seed)).violations)) return true;
  }
  return false;
}

/**
 * A law that both sides break can still hide a new way of breaking it: a run in which the candidate
 * breaks the law and the baseline keeps it, whatever the schedule.
 */
function hiddenRegressions(
  { ours, theirs }: Sides,
  { witnesses }: Search,
  { inherited, giveUp }: { inherited: readonly Finding[]; giveUp(): boolean },
): Finding[] {
  const found: Finding[] = [];
  for (const { invariant } of inherited) {
    if (found.some((finding) => finding.invariant === invariant)) continue;
    const onlyOurs = (run: Run): boolean => {
      const here = ours.judgeRun(run).primaries;
      if (!here.some(({ violation }) => violation.invariant === invariant)) return false;
      const there = theirs.judgeRun(run).violations;
      return !there.some((violation) => violation.invariant === invariant);
    };
    for (const { cause, run } of witnesses) {
      if (cause.invariant !== invariant || !onlyOurs(run)) continue;
      const shows = ({ world }: Judged): boolean => onlyOurs(ours.lastRun(world));
      const shrunk = shrink(ours, run, { shows, giveUp });
      if (breaksIn(theirs, shrunk.world, invariant, STEPS_PREEMPTED)) continue;
      found.push(findingOf(ours, invariant, { original: run, shrunk }));
      break;
    }
  }
  return found;
}
