import type { Subject } from '../impl/subject.ts';
import { breaksToo, hiddenRegressions, type Sides, sameOf } from './both-sides.ts';
import { sampleOf } from './certificate.ts';
import { changesBetween } from './changes.ts';
import { withThoseInPassing } from './check.ts';
import { Draws } from './draws.ts';
import { exhaust } from './exhaust.ts';
import { type Finding, GATE_SCHEMA, type GateReport } from './finding.ts';
import { coverageOf } from './report.ts';
import { type Search, searching } from './search.ts';
import { Session } from './session.ts';
import type { CheckOptions, Tools } from './tools.ts';

/** Compares two subjects by all laws: what the candidate breaks, inherits and mends. */
export function gate(
  candidate: Subject,
  baseline: Subject,
  tools: Tools,
  options: CheckOptions,
): GateReport {
  const sides = { ours: new Session(candidate, tools), theirs: new Session(baseline, tools) };
  const places = { ours: exhaust(sides.ours, options), theirs: exhaust(sides.theirs, options) };
  const [ours, theirs] = searchBoth(sides, options);
  const coverage = coverageOf(sides.ours, ours.outcomes);
  const changes = changesBetween(sides, options);

  const broken = withThoseInPassing(sides.ours, places.ours, { searched: ours, options });
  const known = withThoseInPassing(sides.theirs, places.theirs, { searched: theirs, options });
  const common = broken.filter((finding) => breaksToo(sides.theirs, finding));
  const inherited = [...common, ...maskedBy(broken, { sides, known, common })];
  const laws = common.map(({ invariant }) => invariant);
  const hidden = hiddenRegressions(sides, laws, options);
  const regressions = [...broken.filter((finding) => !common.includes(finding)), ...hidden];
  const fixed = known.filter((finding) => !breaksToo(sides.ours, finding));
  return {
    schema: GATE_SCHEMA,
    candidate: candidate.name,
    baseline: baseline.name,
    profiles: { candidate: candidate.profile, baseline: baseline.profile },
    profilesFrom: {
      candidate: candidate.profileFrom ?? 'declared',
      baseline: baseline.profileFrom ?? 'declared',
    },
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
    certificate: {
      exhausted: [...places.ours, ...places.theirs].map(({ certified }) => certified),
      unfinished: [],
      sampled: [
        sampleOf(candidate.name, ours, options.world?.name ?? null),
        sampleOf(baseline.name, theirs, options.world?.name ?? null),
      ],
    },
  };
}

/** A candidate that nobody has catalogued inherits the names of its baseline's known defects. */
function withRow(finding: Finding, baseline: readonly Finding[]): Finding {
  const same = baseline.find(({ invariant, known }) => invariant === finding.invariant && known);
  return finding.known || !same ? finding : { ...finding, known: same.known };
}

/** Defects of the baseline that a worse one of the candidate, of the same law, has taken in. */
function maskedBy(
  broken: readonly Finding[],
  { sides, known, common }: { sides: Sides; known: readonly Finding[]; common: readonly Finding[] },
): Finding[] {
  const has = (findings: readonly Finding[], law: string): boolean =>
    findings.some(({ invariant }) => invariant === law);
  return known
    .filter(({ invariant }) => has(broken, invariant) && !has(common, invariant))
    .flatMap((finding) => sameOf(sides.ours, finding) ?? []);
}

/** Searches on both sides by turns: when the time is up, both have had their share. */
function searchBoth({ ours, theirs }: Sides, options: CheckOptions): [Search, Search] {
  const draws = new Draws(ours.tools, options);
  const searches = [searching(ours, options, draws), searching(theirs, options, draws)] as const;
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
