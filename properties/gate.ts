import type { Subject } from '../impl/subject.ts';
import type { Finding } from './answers/finding.ts';
import { GATE_SCHEMA, type GateReport } from './answers/gate-report.ts';
import { type FoundOf, findings, retried, retriedOf, sampleIn } from './check.ts';
import { breaksToo, hiddenRegressions, type Sides, sameOf } from './compare/both-sides.ts';
import { changesBetween } from './compare/changes.ts';
import { otherSideOf } from './compare/other-side.ts';
import { refine } from './compare/refinement/refine.ts';
import { retryAllowed, sortedOut } from './corpus/accepted.ts';
import { withCorpus } from './corpus/corpus.ts';
import { exhaust } from './explore/exhaust.ts';
import { coverageOf } from './explore/finding-report.ts';
import { Session } from './run/session.ts';
import type { CheckOptions, Tools } from './run/tools.ts';
import { searchAll } from './search/search.ts';
import type { NamedWorld } from './worlds/litmus-world.ts';

/**
 * Compares two subjects: which laws the candidate breaks, inherits and mends, and what the outside
 * can see of one and not of the other.
 */
export function gate(
  candidate: Subject,
  baseline: Subject,
  tools: Tools,
  options: CheckOptions,
): GateReport {
  const sides = { ours: new Session(candidate, tools), theirs: new Session(baseline, tools) };
  const corpus = [candidate, baseline].map((subject) => retried(subject, tools, options));
  const places = [exhaust(sides.ours, options), exhaust(sides.theirs, options)] as const;
  const [ours, theirs] = searchAll([sides.ours, sides.theirs], options);
  const found = {
    ours: { places: places[0], part: ours!, ...corpus[0] },
    theirs: { places: places[1], part: theirs!, ...corpus[1] },
  };
  return gateReport(sides, found, options);
}

/** The answer of `gate`, once both sides have been searched. */
export function gateReport(
  sides: Sides,
  found: { readonly ours: FoundOf; readonly theirs: FoundOf },
  options: CheckOptions,
): GateReport {
  const [candidate, baseline] = [sides.ours.subject, sides.theirs.subject];
  const [ours, theirs] = [found.ours.part, found.theirs.part];
  const changes = changesBetween(sides, { ours, theirs }, options);

  const part = withCorpus(ours, retryAllowed(sides, options));
  const broken = findings(sides.ours, { ...found.ours, part }, options);
  const known = findings(sides.theirs, found.theirs, options);
  const common = broken.filter((finding) => breaksToo(sides.theirs, finding));
  const inherited = [...common, ...maskedBy(broken, { sides, known, common })];
  const laws = common.map(({ invariant }) => invariant);
  const hidden = hiddenRegressions(sides, laws, options);
  const alone = [...broken.filter((finding) => !common.includes(finding)), ...hidden];
  const { regressions, ...sorted } = sortedOut(sides, { regressions: alone, changes }, options);
  const fixed = known.filter((finding) => !breaksToo(sides.ours, finding));
  const beside = worldsOf([...regressions, ...inherited, ...fixed]);
  const { refinement, compared } = refine([sides.ours, sides.theirs], options, beside);
  const more = refinement.differences.some(({ only }) => only === 'candidate');
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
    interrupted: ours.runs < options.runs || theirs.runs < options.runs,
    safe: regressions.length === 0 && !(options.refine === true && more),
    regressions: regressions.map((one) => ({ ...one, other: otherSideOf(sides.theirs, one) })),
    inherited: inherited.map((finding) => withRow(finding, known)),
    fixed,
    ...sorted,
    refinement: { ...refinement, demanded: options.refine === true },
    coverage: coverageOf(candidate, ours),
    certificate: {
      exhausted: [...found.ours.places, ...found.theirs.places].map(({ certified }) => certified),
      unfinished: [],
      sampled: [sampleIn(sides.ours, ours, options), sampleIn(sides.theirs, theirs, options)],
      compared,
      ...retriedOf([found.ours, found.theirs]),
    },
  };
}

/** The worlds of findings, each once. */
function worldsOf(findings: readonly Finding[]): NamedWorld[] {
  const worlds = new Map(
    findings.map(({ invariant, shrunk: { world } }) => [
      JSON.stringify(world),
      { name: `that of ${invariant}`, world },
    ]),
  );
  return [...worlds.values()];
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
