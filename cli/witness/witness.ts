import type { Subject } from '../../impl/subject.ts';
import type { Counterexample } from '../../properties/answers/counterexample.ts';
import type { Finding } from '../../properties/answers/finding.ts';
import { WITNESS_SCHEMA, type WitnessReport } from '../../properties/answers/witness-report.ts';
import { thenGoOn } from '../../properties/corpus/replay.ts';
import type { Invariant } from '../../properties/judge/invariant.ts';
import { portableTrace } from '../../properties/run/portable.ts';
import { Session } from '../../properties/run/session.ts';
import type { Tools } from '../../properties/run/tools.ts';
import type { Outcome } from '../../scheduler/execute.ts';
import { stepsOf } from '../../scheduler/schedule.ts';
import { replay as follow } from '../../scheduler/strategies/replay.ts';
import type { Trace } from '../../scheduler/trace.ts';
import { type Guest, play } from '../../witness/boot.ts';
import type { Play } from '../../witness/job.ts';
import { guestOf, type Kernel, ModuleRefused, type ModuleSource } from '../../witness/kernels.ts';
import type { RealRun } from '../../witness/log.ts';
import { compare, comparedEvents, endOf, type Parting } from './compared.ts';
import { realTrace } from './real-trace.ts';
import { playOf } from './simulated-play.ts';

/** Counterexamples on a real kernel: the same world, the same schedule, the same laws. */

/** A finding that is to be confirmed, as files and reports hold it. */
export type Claimed = Pick<Counterexample, 'subject'> & { readonly finding: Finding };

/** What is asked of which kernel. */
export interface Question {
  readonly subject: Subject;
  readonly kernel: Kernel;
  readonly tools: Tools;
}

/** The subject's own text, or why no kernel can be given it. */
export function sourceOf({ name, sources }: Subject): ModuleSource | string {
  const [file, ...headers] = sources ?? [];
  if (!file?.path.endsWith('.c')) return `${name} is no file in C`;
  if (headers.some(({ path }) => path.endsWith('.c')))
    return "a driver's own handler is not played";
  const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
  const places = headers.map(({ path, text }) => [path.slice(folder.length), text] as const);
  return { path: file.path, text: file.text, headers: new Map(places) };
}

/** A run that both have made. */
interface Witnessed {
  readonly play: Play;
  readonly simulated: Trace;
  readonly outcome: Outcome;
  readonly run: RealRun;
}

/** What this kernel says of these findings of one subject, in their order. */
export async function witness(
  claims: readonly Claimed[],
  question: Question,
): Promise<readonly WitnessReport[]> {
  const { subject, kernel } = question;
  const refusal = (claim: Claimed, reason: string): WitnessReport => ({
    ...emptyReport(claim, question),
    verdict: 'cannot-be-played',
    reason,
  });
  const source = sourceOf(subject);
  if (typeof source === 'string') return claims.map((claim) => refusal(claim, source));
  const guest = await guestFor(kernel, source);
  if (typeof guest === 'string') return claims.map((claim) => refusal(claim, guest));
  const simulated = claims.map((claim) => simulate(claim, question));
  const playable = simulated.filter((one) => typeof one !== 'string');
  const runs = await play(
    guest,
    playable.map((one) => one.play),
  );
  return claims.map((claim, index) => {
    const one = simulated[index]!;
    if (typeof one === 'string') return refusal(claim, one);
    const run = runs[playable.indexOf(one)]!;
    return reportOf(claim, { ...one, run }, question);
  });
}

async function guestFor(kernel: Kernel, source: ModuleSource): Promise<Guest | string> {
  try {
    return await guestOf(kernel, source);
  } catch (error) {
    if (!(error instanceof ModuleRefused)) throw error;
    return `it does not compile for ${kernel.release}: ${error.message}`;
  }
}

/** The claimed run once more, as one that can be played; or why it cannot. */
function simulate(
  { finding }: Claimed,
  { subject, tools }: Question,
): Omit<Witnessed, 'run'> | string {
  const session = new Session(subject, tools);
  const { world, schedule } = finding.shrunk;
  const path = thenGoOn(follow(schedule), stepsOf(schedule));
  const judged = session.judge(world, path);
  const { outcome } = judged.execution;
  if (outcome.kind === 'diverged') return `${subject.name} cannot follow the schedule of the file`;
  const play = playOf(session, judged.world, outcome);
  return typeof play === 'string' ? play : { play, simulated: session.trace.copy(), outcome };
}

const emptyReport = ({ finding }: Claimed, { subject, kernel }: Question): WitnessReport => ({
  schema: WITNESS_SCHEMA,
  subject: subject.name,
  invariant: finding.invariant,
  kernel: { version: kernel.version, release: kernel.release },
  verdict: 'not-confirmed',
  reason: null,
  parts: null,
  events: 0,
  broken: [],
  says: [],
  left: [],
  finding: null,
});

/** Laws that look at what a subject reads and writes. */
export const looksAtMemory = ({ on }: Invariant): boolean =>
  Object.keys(on ?? {}).some((event) => event === 'read' || event === 'write');

function reportOf(claim: Claimed, it: Witnessed, question: Question): WitnessReport {
  const { play, run } = it;
  const { invariant } = claim.finding;
  const parts = partingOf(it);
  const { violations, trace } = judgeReal(it, question);
  const violation = violations.find((one) => one.invariant === invariant);
  const report: WitnessReport = {
    ...emptyReport(claim, question),
    parts,
    events: parts === null ? comparedEvents(run) : eventsBefore(run, parts),
    broken: violations.map((one) => one.invariant),
    says: run.console,
    left: run.left,
  };
  if (violation) {
    const finding = findingOf(claim.finding, violation, portableTrace(trace, play.tasks), play);
    return { ...report, verdict: 'confirmed', finding };
  }
  if (invariant === 'no-crash' && run.outcome === 'crashed') {
    return { ...report, verdict: 'confirmed', reason: 'the real kernel goes down, too' };
  }
  const law = question.tools.invariants.get(invariant);
  if (law && looksAtMemory(law) && parts === null) {
    const caught = run.console.find((line) => /KASAN/.test(line));
    if (caught) return { ...report, verdict: 'confirmed', reason: caught };
    return { ...report, verdict: 'not-asked', reason: 'the law looks at accesses to memory' };
  }
  return { ...report, reason: parts === null ? 'the law holds there' : null, parts };
}

/** A kernel that goes down tells no events; where the simulation does so too, that is equal. */
function partingOf({ simulated, run, play, outcome }: Witnessed): Parting | null {
  if (run.outcome === 'crashed' && outcome.kind === 'crashed') return null;
  return compare(simulated, run, play.tasks);
}

const eventsBefore = ({ events }: RealRun, { step }: Parting): number =>
  events.filter((event) => event.step < step).length;

/** The laws, asked of what the real kernel did. */
function judgeReal({ play, simulated, run }: Witnessed, { subject, tools }: Question) {
  const trace = realTrace(run.events, simulated);
  const { oracle } = new Session(subject, tools);
  const outcome = realOutcome(run, play);
  const execution = { outcome, steps: trace.step, preemptions: 0 };
  return { trace, violations: oracle.judge(trace, play.world, subject.profile, execution) };
}

function realOutcome(run: RealRun, { tasks, deadlocked }: Play): Outcome {
  if (run.outcome === 'crashed')
    return { kind: 'crashed', task: 0, message: run.console.at(-1) ?? '' };
  if (deadlocked && run.outcome === 'played' && run.stuck.length > 0) {
    return { kind: 'deadlocked', blocked: run.stuck };
  }
  if (run.outcome === 'played') return { kind: 'completed' };
  return { kind: 'diverged', wanted: 'the schedule', found: endOf(run, tasks) };
}

/** The finding of the file with the real run in it; what was said of the simulated one goes. */
function findingOf(
  { claim, source, known, original, shrunk, invariant }: Finding,
  { found, task, step, event }: { found: string; task: number; step: number; event: number },
  trace: Finding['trace'],
  { tasks }: Play,
): Finding {
  return {
    ...{ invariant, claim, source, found, known, task: tasks[task] ?? '', step, event },
    ...{ consequences: [], original, shrunk, outcome: { kind: 'completed' }, trace },
  };
}
