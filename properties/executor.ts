import type { Subject } from '../impl/subject.ts';
import type { CheckReport } from './answers/check-report.ts';
import type { Counterexample } from './answers/counterexample.ts';
import type { ExploreReport } from './answers/explore-report.ts';
import type { GateReport } from './answers/gate-report.ts';
import type { ReplayReport } from './answers/replay-report.ts';
import { subjectsOfGate } from './compare/other-kernel.ts';
import { type Matter, Performer, type Scope } from './perform.ts';
import { checkPlan, explorePlan, gatePlan, replayPlan, type SearchPlan } from './plan.ts';
import type { Answer, Plan } from './request.ts';
import { chunksOf } from './run/draws.ts';
import type { CheckOptions, Control, Tools } from './run/tools.ts';

/**
 * The executor that obeys a plan in this thread, one request after the other: the suites and the
 * benches ask with it what users ask, whose executor has threads.
 */
export function obeyed<R>(plan: Plan<R>, matter: Matter, control: Control = WHENEVER): R {
  const performer = new Performer(matter, control);
  let answers: readonly Answer[] = [];
  for (;;) {
    const step = plan.next(answers);
    if (step.done) return step.value;
    answers = step.value.map((request) => performer.perform(request));
  }
}

/** For work that nobody hurries. */
const WHENEVER: Control = { stop: () => false, giveUp: () => false, progress() {} };

/** The answer of `check`; of a driver's handler with its helpers under their own. */
export function check(
  subject: Subject,
  tools: Tools,
  options: CheckOptions,
  helpers?: Subject,
): CheckReport {
  const matter = { tools, subjects: [subject, ...(helpers ? [helpers] : [])], search: options };
  return obeyed(checkPlan(subject, searchOf(options), helpers), matter, options);
}

/** The answer of `gate`. */
export function gate(
  candidate: Subject,
  baseline: Subject,
  tools: Tools,
  options: CheckOptions,
): GateReport {
  const { refine = false, allow } = options;
  const subjects = subjectsOfGate(candidate, baseline);
  const isSame = candidate === baseline;
  const plan = gatePlan(subjects, { ...searchOf(options), refine, allow, isSame });
  return obeyed(plan, { tools, subjects, search: options }, options);
}

const searchOf = ({ runs, seed, strategy, world, corpus }: CheckOptions): SearchPlan => ({
  runs,
  seed,
  strategy,
  world: world?.name ?? null,
  chunks: { from: 0, to: chunksOf(runs) },
  corpus,
});

/** The answer of `explore` for one subject. */
export function explore(
  subject: Subject,
  tools: Tools,
  { stop, progress, ...scope }: Scope & Pick<Control, 'stop' | 'progress'>,
): ExploreReport {
  const { worlds, preemptions, failing = false } = scope;
  const plan = explorePlan(new Map([[0, subject]]), {
    preemptions,
    failing,
    worlds: worlds.length,
    pairs: [...worlds.keys()].map((world) => ({ subject: 0, world })),
    known: [],
  });
  const control = { stop, progress, giveUp: () => false };
  return obeyed(plan, { tools, subjects: [subject], scope }, control).get(0)!;
}

/** The answer of `replay`. */
export const replay = (file: Counterexample, subject: Subject, tools: Tools): ReplayReport =>
  obeyed(replayPlan(file), { tools, subjects: [subject] });
