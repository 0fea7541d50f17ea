import type { Subject } from '../impl/subject.ts';
import type { Allowed } from './answers/allow-file.ts';
import type { Certificate, Sample } from './answers/certificate.ts';
import { CHECK_SCHEMA, type CheckReport } from './answers/check-report.ts';
import type { Counterexample } from './answers/counterexample.ts';
import type { KeptRun } from './answers/event-schedule.ts';
import { EXPLORE_SCHEMA, type ExploreReport } from './answers/explore-report.ts';
import type { Finding } from './answers/finding.ts';
import { type Change, GATE_SCHEMA, type GateReport } from './answers/gate-report.ts';
import type { ReplayReport } from './answers/replay-report.ts';
import type { Run } from './answers/run.ts';
import type {
  Cause,
  Explored,
  FewestRun,
  SearchedChunks,
  SearchPart,
  Witness,
  WorldResult,
} from './answers/work.ts';
import { oneSidedGoals } from './compare/changes.ts';
import { type Accepting, inheritedEntry, sortedOut, unseenIn } from './corpus/accepted.ts';
import { isViolation, runsOf } from './corpus/allow.ts';
import { type FromCorpus, withCorpus } from './corpus/corpus.ts';
import { sampleOf } from './explore/certificate.ts';
import type { Exhausted } from './explore/exhaust.ts';
import { explains, keyOf } from './judge/cause.ts';
import { ask, askAll, type Plan, type Requests } from './request.ts';
import type { Shrunk } from './run/shrink.ts';
import { type Chunks, longer, nothingSearched, withoutExplained } from './search/search-part.ts';
import type { NamedWorld } from './worlds/litmus-world.ts';

/**
 * What users ask, each question as a plan of work: retry kept runs, exhaust small worlds, search,
 * shrink what was found, compare, report. The suites and the command line ask these very questions;
 * only who does the work differs.
 */

/** What a report says of a subject. */
export type PlannedSubject = Pick<Subject, 'name' | 'profile' | 'profileFrom' | 'notCompiled'>;

/** How long and where a search is to go on, and what was done of it before. */
export interface SearchPlan {
  /** Runs that were asked for, the seed and the strategy, as the report says them. */
  readonly runs: number;
  readonly seed: number;
  readonly strategy: string;
  /** Name of the litmus world to stay in, or null. */
  readonly world: string | null;
  /** Chunks of runs to search. */
  readonly chunks: Chunks;
  /** The first of them, if they were searched before. */
  readonly known?: SearchedChunks | undefined;
  /** Kept runs to try first; there is no corpus if it is left out. */
  readonly corpus?: readonly KeptRun[] | undefined;
}

/**
 * The numbers of the subjects of a gate; the last is the candidate in the baseline's kernel. Of a
 * check, a driver's handler and its helpers.
 */
const CANDIDATE = 0;
const BASELINE = 1;
const IN_OTHER_KERNEL = 2;

/**
 * Searches for runs in which a subject breaks a law, and makes each of them as small as can be.
 *
 * Of a driver's handler, `helpers` are those that it is linked with, under their own handler: what
 * they break, too, is not the driver's.
 */
export function* checkPlan(
  subject: PlannedSubject,
  asked: SearchPlan,
  helpers?: PlannedSubject,
): Plan<CheckReport> {
  const [found] = (yield* foundPlan(1, asked)) as [Found];
  const { part } = found;
  const broken = yield* findingsPlan(CANDIDATE, found);
  const inherited = helpers ? yield* alsoBrokenBy(BASELINE, broken) : [];
  const hidden = yield* hiddenPlan(inherited.map(({ invariant }) => invariant));
  return {
    schema: CHECK_SCHEMA,
    subject: subject.name,
    profile: subject.profile,
    profileFrom: subject.profileFrom ?? 'declared',
    seed: asked.seed,
    runs: part.runs,
    seconds: null,
    strategy: asked.strategy,
    world: asked.world,
    interrupted: part.runs < asked.runs,
    coverage: yield* ask('coverage', { subject: CANDIDATE, part }),
    violations: [...broken.filter((finding) => !inherited.includes(finding)), ...hidden],
    ...(helpers && inherited.length > 0 ? { helpers: helpers.name, inherited } : {}),
    certificate: {
      exhausted: found.exhausted.map(({ certified }) => certified),
      unfinished: [],
      sampled: [sampleIn(subject, part, asked)],
      ...notCompiledOf([subject]),
      ...retriedOf([found]),
    },
  };
}

/** What a gate is asked beside its search. */
export interface GatePlan extends SearchPlan {
  /** A candidate that can do what its baseline cannot is not safe. */
  readonly refine: boolean;
  /** What the project accepts; undefined if it has said nothing. */
  readonly allow?: readonly Allowed[] | undefined;
  /** Both are the same program under other names: what one does is not asked of the other. */
  readonly isSame?: boolean;
}

/**
 * Compares a candidate with its baseline: which laws it breaks, inherits and mends, and what the
 * outside can see of one and not of the other.
 *
 * Safe means that the candidate breaks no law that its baseline keeps, unless the project accepts
 * it; that every access which succeeds with the baseline can succeed; and if that is demanded, that
 * it can do nothing which its baseline cannot do. Where the candidate's text shows another kernel
 * than the baseline has, no law is broken in either kernel.
 *
 * Of a program that is compared with itself everything is asked once, and holds for both.
 */
export function* gatePlan(subjects: readonly PlannedSubject[], asked: GatePlan): Plan<GateReport> {
  const [candidate, baseline, elsewhere] = subjects as GateSubjects;
  const accepting = yield* acceptingPlan(asked.allow ?? []);
  const { isSame = false } = asked;
  const asOne = yield* foundPlan(isSame ? 1 : subjects.length, asked, accepting.witnesses);
  const found = isSame ? [asOne[0]!, underName(baseline.name, asOne[0]!)] : asOne;
  const [{ part: ours }, { part: theirs }, there] = found as GateFound;
  const broken = yield* findingsPlan(CANDIDATE, found[CANDIDATE]!);
  const known = isSame ? broken : yield* findingsPlan(BASELINE, found[BASELINE]!);
  const seen = (yield* askAll('change', oneSidedGoals(ours, theirs))).filter(isThere);

  const common = isSame ? broken : yield* alsoBrokenBy(BASELINE, broken);
  const inherited = [...common, ...(yield* maskedPlan(broken, known, common))];
  const hidden = isSame ? [] : yield* hiddenPlan(common.map(({ invariant }) => invariant));
  const own = [...broken.filter((finding) => !common.includes(finding)), ...hidden];
  const more = there && elsewhere ? yield* elsewherePlan(there, elsewhere.profile, broken) : [];
  const alone = byLaw([...own, ...more]);
  // A broken law says more of why an access is lost.
  const lost = alone.length === 0 && !isSame ? yield* ask('lost-access', {}) : null;
  const changes = lost ? [lost, ...seen] : seen;
  const { regressions, ...sorted } = asked.allow
    ? yield* acceptPlan(accepting.entries, { regressions: alone, changes })
    : { regressions: alone, changes };
  const kept = isSame ? known : yield* alsoBrokenBy(CANDIDATE, known);
  const fixed = known.filter((finding) => !kept.includes(finding));
  const beside = worldsOf([...regressions, ...inherited, ...fixed]);
  const { refinement, compared } = yield* ask('refine', { beside, isSame });
  const gains = refinement.differences.some(({ only }) => only === 'candidate');
  return {
    schema: GATE_SCHEMA,
    candidate: candidate.name,
    baseline: baseline.name,
    profiles: { candidate: candidate.profile, baseline: baseline.profile },
    profilesFrom: {
      candidate: candidate.profileFrom ?? 'declared',
      baseline: baseline.profileFrom ?? 'declared',
    },
    ...(elsewhere ? { alsoIn: elsewhere.profile } : {}),
    seed: asked.seed,
    runs: found.reduce((sum, { part }) => sum + part.runs, 0),
    seconds: null,
    interrupted: found.some(({ part }) => part.runs < asked.runs),
    safe: regressions.length === 0 && !sorted.changes.some(isOpen) && !(asked.refine && gains),
    regressions: yield* withOtherSide(regressions),
    inherited: inherited.map((finding) => withRow(finding, known)),
    fixed,
    ...sorted,
    refinement: { ...refinement, demanded: asked.refine },
    coverage: yield* ask('coverage', { subject: CANDIDATE, part: ours }),
    certificate: {
      exhausted: found.flatMap(({ exhausted }) => exhausted.map(({ certified }) => certified)),
      unfinished: [],
      sampled: found.map(({ part }, subject) => sampleIn(subjects[subject]!, part, asked)),
      compared,
      ...notCompiledOf([candidate, baseline]),
      ...retriedOf(found),
    },
  };
}

/** What was found, of the same program under another name. */
const underName = (subject: string, { exhausted, ...found }: Found): Found => ({
  ...found,
  exhausted: exhausted.map((one) => ({ ...one, certified: { ...one.certified, subject } })),
});

type GateSubjects = readonly [PlannedSubject, PlannedSubject, PlannedSubject?];
type GateFound = [Found, Found, Found?];

/**
 * What the candidate breaks in the baseline's kernel alone, and the baseline keeps there. Laws that
 * it breaks in its own kernel are left out: they were told.
 */
function* elsewherePlan(
  found: Found,
  kernel: PlannedSubject['profile'],
  told: readonly Finding[],
): Plan<Finding[]> {
  const laws = new Set(told.map(({ invariant }) => invariant));
  const all = yield* findingsPlan(IN_OTHER_KERNEL, found);
  const fresh = all.filter(({ invariant }) => !laws.has(invariant));
  const common = yield* alsoBrokenBy(BASELINE, fresh);
  return fresh
    .filter((finding) => !common.includes(finding))
    .map((finding) => ({ ...finding, kernel }));
}

/** Which worlds are to be explored with which subjects, and what was done of it before. */
export interface ExplorePlan {
  readonly preemptions: number | null;
  /** Each call that can fail is let fail as well. */
  readonly failing?: boolean;
  /** How many worlds a subject is to be explored in. */
  readonly worlds: number;
  /** What is to be explored, the longest first. */
  readonly pairs: readonly Pair[];
  readonly known: readonly Explored[];
}

/** One subject in one world, by their numbers. */
export interface Pair {
  readonly subject: number;
  readonly world: number;
}

/**
 * Visits every interleaving of worlds, and says of each subject what was visited and which laws it
 * breaks. A subject that was explored nowhere has no report.
 */
export function* explorePlan(
  subjects: ReadonlyMap<number, PlannedSubject>,
  asked: ExplorePlan,
): Plan<ReadonlyMap<number, ExploreReport>> {
  const all = [...asked.known, ...(yield* explorePairs(asked.pairs))];
  const reports = new Map<number, ExploreReport>();
  for (const [number, subject] of subjects) {
    const own = all.filter((one) => one.subject === number);
    const results = own.sort((one, other) => one.world - other.world).map(({ result }) => result);
    if (results.length === 0) continue;
    reports.set(number, yield* exploreReport(number, subject, { results, ...asked }));
  }
  return reports;
}

/** The part of it that explores; pairs for which there was no time are left out. */
export function* explorePairs(pairs: readonly Pair[]): Plan<Explored[]> {
  const results = yield* askAll(
    'explore',
    pairs.map((pair, index) => ({ ...pair, isFirst: index === 0 })),
  );
  return pairs.flatMap(({ subject, world }, index) => {
    const result = results[index];
    return result ? [{ subject, world, result }] : [];
  });
}

/** Follows a counterexample: step by step, or by what its steps mean. */
export function* replayPlan(file: Counterexample): Plan<ReplayReport> {
  const { report, run } = yield* ask('replay', { subject: 0, file });
  const { finding } = report;
  if (finding === null || run === null) return report;
  const [whole] = yield* withProbabilities(0, [{ finding, run }]);
  return { ...report, finding: whole! };
}

/** What was found of one subject. */
interface Found {
  readonly exhausted: readonly Exhausted[];
  readonly part: SearchPart;
  /** Not there without a corpus. */
  readonly corpus?: FromCorpus;
  /** What there is to shrink: one witness for each cause. */
  readonly witnesses: readonly Witness[];
  /** What has become of them so far. */
  readonly made: Made;
}

/** What was made of the witnesses of one subject, by their names. */
interface Made {
  readonly shrunk: Map<string, Shrunk>;
  readonly findings: Map<string, Finding>;
}

/** Tries kept runs, exhausts what is small, searches, and shrinks what was found. */
function* foundPlan(
  subjects: number,
  asked: SearchPlan,
  accepted: readonly Witness[] = [],
): Plan<Found[]> {
  const numbers = Array.from({ length: subjects }, (_, subject) => subject);
  const { corpus: runs } = asked;
  const corpus = runs
    ? yield* askAll(
        'retry',
        numbers.map((subject) => ({ subject, runs })),
      )
    : [];
  const exhausted = yield* askAll(
    'exhaust',
    numbers.map((subject) => ({ subject })),
  );
  const made = numbers.map((): Made => ({ shrunk: new Map(), findings: new Map() }));
  const foundIn = ({ parts }: SearchedChunks): Found[] =>
    numbers.map((subject) => {
      const part = parts[subject]!;
      const own = corpus[subject];
      const before = [...(own?.witnesses ?? []), ...(subject === CANDIDATE ? accepted : [])];
      return {
        exhausted: exhausted[subject]!,
        part,
        ...(own ? { corpus: own } : {}),
        witnesses: withoutExplained(withCorpus(part, before).witnesses),
        made: made[subject]!,
      };
    });
  const searched = yield* searchPlan(numbers, asked, function* (soFar) {
    for (const [subject, found] of foundIn(soFar).entries()) yield* shownPlan(subject, found);
  });
  return foundIn(searched);
}

/** Searches the chunks that were not searched before; does something whenever it is interrupted. */
export function* searchPlan(
  subjects: readonly number[],
  { chunks, known }: Pick<SearchPlan, 'chunks' | 'known'>,
  between: (soFar: SearchedChunks) => Plan<void> = function* () {},
): Plan<SearchedChunks> {
  let searched = known ?? nothingSearched(chunks.from, subjects.length);
  while (searched.to < chunks.to) {
    const more = yield* ask('search', { subjects, from: searched.to, to: chunks.to });
    searched = longer(searched, more);
    if (more.isOver) break;
    yield* between(searched);
  }
  return searched;
}

const nameOf = ({ chunk, cause }: Witness): string => `${chunk} ${keyOf(cause)}`;

/**
 * One finding for each cause that a search has met, with the runs made small. What was made of a
 * witness before is not made again.
 */
function* shownPlan(subject: number, { witnesses, made }: Found): Plan<Finding[]> {
  const { shrunk, findings } = made;
  const large = witnesses.filter((witness) => !shrunk.has(nameOf(witness)));
  const small = yield* askAll(
    'shrink',
    large.map(({ run, cause }, index) => ({
      subject,
      run,
      law: cause.invariant,
      done: witnesses.length - large.length + index,
      total: witnesses.length,
    })),
  );
  for (const [index, witness] of large.entries()) shrunk.set(nameOf(witness), small[index]!);
  const causes: Cause[] = [];
  const distinct = witnesses.filter((witness) => {
    const { cause } = shrunk.get(nameOf(witness))!;
    if (causes.some((other) => explains(other, cause))) return false;
    causes.push(cause);
    return true;
  });
  const fresh = distinct.filter((witness) => !findings.has(nameOf(witness)));
  const described = yield* describePlan(
    subject,
    fresh.map((witness) => ({
      law: witness.cause.invariant,
      original: witness.run,
      shrunk: shrunk.get(nameOf(witness))!.run,
    })),
  );
  for (const [index, witness] of fresh.entries()) findings.set(nameOf(witness), described[index]!);
  return distinct.map((witness) => findings.get(nameOf(witness))!);
}

/** All findings: those of the search, then those of the worlds that were exhausted. */
function* findingsPlan(subject: number, found: Found): Plan<Finding[]> {
  const shown = yield* shownPlan(subject, found);
  const laws = new Set(shown.map(({ invariant }) => invariant));
  const worlds = found.exhausted.flatMap(({ broken }) => {
    const known = new Map([...broken].filter(([law]) => !laws.has(law)));
    for (const law of known.keys()) laws.add(law);
    return known.size === 0 ? [] : [{ subject, known }];
  });
  const fewest = (yield* askAll('fewest', worlds)).flat();
  const more = yield* describePlan(
    subject,
    fewest.map(({ law, run }) => ({ law, original: run, shrunk: run })),
  );
  return byLaw([...shown, ...more]);
}

const byLaw = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((one, other) => one.invariant.localeCompare(other.invariant, 'en'));

/** A law that breaks in a run, and the run in which that was seen first. */
type ShownBroken = Omit<Requests['describe'], 'subject'>;

/** All that is to be said of broken laws. */
function* describePlan(subject: number, all: readonly ShownBroken[]): Plan<Finding[]> {
  const findings = yield* askAll(
    'describe',
    all.map((one) => ({ subject, ...one })),
  );
  return yield* withProbabilities(
    subject,
    findings.map((finding, index) => ({ finding, run: all[index]!.shrunk })),
  );
}

/** Findings, with how likely each law still breaks at each step of its run. */
function* withProbabilities(
  subject: number,
  all: readonly { readonly finding: Finding; readonly run: Run }[],
): Plan<Finding[]> {
  const probabilities = yield* askAll(
    'probabilities',
    all.map(({ finding: { invariant: law, event }, run }) => ({ subject, run, law, event })),
  );
  return all.map(({ finding }, index) => {
    const continuations = probabilities[index];
    return continuations ? { ...finding, continuations } : finding;
  });
}

/** What the certificate says of the kept runs. */
function retriedOf(found: readonly Found[]): Pick<Certificate, 'corpus'> {
  const all = found.flatMap(({ corpus }) => corpus?.retried ?? []);
  return all.length === 0 ? {} : { corpus: all };
}

/** What the certificate says of a search with one subject. */
const sampleIn = (
  { name }: PlannedSubject,
  { sampled, runs }: SearchPart,
  asked: SearchPlan,
): Sample => sampleOf(name, { sampled, interrupted: runs < asked.runs }, asked.world);

/** Of these findings of one subject, those whose law the other one breaks in their world too. */
function* alsoBrokenBy(subject: number, findings: readonly Finding[]): Plan<Finding[]> {
  const breaks = yield* askAll(
    'breaks',
    findings.map(({ invariant: law, shrunk: { world } }) => ({ subject, world, law })),
  );
  return findings.filter((_, index) => breaks[index]);
}

/** Defects of the baseline that a worse one of the candidate, of the same law, has taken in. */
function* maskedPlan(
  broken: readonly Finding[],
  known: readonly Finding[],
  common: readonly Finding[],
): Plan<Finding[]> {
  const has = (findings: readonly Finding[], law: string): boolean =>
    findings.some(({ invariant }) => invariant === law);
  const masked = known.filter(({ invariant }) => has(broken, invariant) && !has(common, invariant));
  const runs = yield* askAll(
    'breaking',
    masked.map(({ invariant: law, shrunk: { world } }) => ({ subject: CANDIDATE, world, law })),
  );
  const shown = masked.flatMap(({ invariant: law }, index) => {
    const run = runs[index];
    return run ? [{ law, original: run, shrunk: run }] : [];
  });
  return yield* describePlan(CANDIDATE, shown);
}

/** New ways in which the candidate breaks laws that both sides break. */
function* hiddenPlan(laws: readonly string[], accepting: Accepting = []): Plan<Finding[]> {
  if (laws.length === 0) return [];
  return yield* describePlan(CANDIDATE, yield* ask('hidden', { laws, accepting }));
}

/** What is accepted, and what its runs show of the candidate. */
function* acceptingPlan(allow: readonly Allowed[]) {
  const retried = yield* askAll(
    'retry',
    allow.filter(isViolation).map((one) => ({ subject: CANDIDATE, runs: runsOf([one]) })),
  );
  const answers = retried.values();
  const entries = allow.map((entry) => ({
    entry,
    retried: isViolation(entry) ? answers.next().value!.retried : null,
  }));
  return { entries, witnesses: retried.flatMap(({ witnesses }) => witnesses) };
}

/** Tells what is accepted from what is not, and looks for what may hide behind it. */
function* acceptPlan(
  accepting: Accepting,
  found: Pick<GateReport, 'regressions' | 'changes'>,
): Plan<Pick<GateReport, 'regressions' | 'accepted' | 'changes' | 'stale'>> {
  const { open, accepted, changes, laws } = sortedOut(accepting, found);
  const behind = yield* hiddenPlan(laws, accepting);
  const unseen = unseenIn(accepting, found);
  const unknown = unseen.flatMap(({ entry, stale }) => (stale ? [] : [entry]));
  const breaks = yield* askAll(
    'breaks',
    unknown.map(({ invariant: law, witness: { world } }) => ({ subject: BASELINE, world, law })),
  );
  const inherited = unknown.filter((_, index) => breaks[index]);
  const stale = unseen.flatMap((one) => {
    if (one.stale) return [one.stale];
    return inherited.includes(one.entry) ? [inheritedEntry(one.entry)] : [];
  });
  return { regressions: [...open, ...behind], accepted, changes, stale };
}

/** Findings of the candidate, with what the baseline does in their worlds. */
function* withOtherSide(findings: readonly Finding[]): Plan<Finding[]> {
  const others = yield* askAll(
    'other-side',
    findings.map(({ shrunk: { world, schedule } }) => ({ subject: BASELINE, world, schedule })),
  );
  return findings.map((finding, index) => ({ ...finding, other: others[index]! }));
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

const isOpen = ({ unsafe, accepted }: Change): boolean => unsafe === true && !accepted;

const isThere = <T>(value: T | null): value is T => value !== null;

/** The answer of `explore` for one subject, from the results of its worlds in their order. */
function* exploreReport(
  number: number,
  subject: PlannedSubject,
  {
    results,
    preemptions,
    failing,
    worlds,
  }: Pick<ExplorePlan, 'preemptions' | 'failing' | 'worlds'> & {
    readonly results: readonly WorldResult[];
  },
): Plan<ExploreReport> {
  const { name, profile, profileFrom } = subject;
  const smallest = new Map<string, FewestRun>();
  for (const one of results.flatMap(({ fewest }) => fewest)) {
    const known = smallest.get(one.law);
    if (!known || isSmaller(one, known)) smallest.set(one.law, one);
  }
  const shown = [...smallest.values()].map(({ law, run }) => ({ law, original: run, shrunk: run }));
  return {
    schema: EXPLORE_SCHEMA,
    subject: name,
    profile,
    profileFrom: profileFrom ?? 'declared',
    preemptions,
    ...(failing ? { failing } : {}),
    seconds: null,
    interrupted: results.length < worlds || results.some(({ interrupted }) => interrupted),
    worlds: results.map(({ explored }) => explored),
    violations: byLaw(yield* describePlan(number, shown)),
    certificate: {
      exhausted: results.flatMap(({ certified }) => certified ?? []),
      unfinished: results
        .filter(({ certified }) => certified === null)
        .map(({ explored: { world, share } }) => ({ subject: name, world, share })),
      sampled: [],
      ...notCompiledOf([subject]),
    },
  };
}

/** What of the subjects' fault paths was not compiled, if anything was not. */
function notCompiledOf(subjects: readonly PlannedSubject[]): Pick<Certificate, 'notCompiled'> {
  const notCompiled = subjects.flatMap((subject) =>
    (subject.notCompiled ?? []).map((lines) => ({ subject: subject.name, ...lines })),
  );
  return notCompiled.length === 0 ? {} : { notCompiled };
}

const isSmaller = (one: FewestRun, other: FewestRun): boolean =>
  one.switches < other.switches || (one.switches === other.switches && one.steps < other.steps);
