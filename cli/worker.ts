import { flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { entries, loadTools } from '../catalog.ts';
import type { Subject } from '../impl/subject.ts';
import { check } from '../properties/check.ts';
import { type ExploreOptions, explore } from '../properties/explore.ts';
import type { Counterexample, Progress } from '../properties/finding.ts';
import { gate } from '../properties/gate.ts';
import { replay } from '../properties/replay.ts';
import type { CheckOptions, Tools } from '../properties/tools.ts';
import { failureOf, usage } from './exit.ts';
import type { Effort, Job, Message, Report, Scope, WorkerInput } from './job.ts';
import { lookUp, unknownName } from './names.ts';
import { SharedState } from './shared-state.ts';
import { resolveSubject, resolveSubjects } from './subjects.ts';

/**
 * The thread that works, so that the main one can listen to Ctrl-C, show progress and notice a
 * subject that hangs.
 */

const PROGRESS_MS = 100;
const HEARTBEAT_MS = 100;
/** Operations after which a world counts as too large to be exhausted without a budget. */
const TRANSITIONS_MAX = 5_000_000;
/** Of `--seconds`; what is left is for making the runs that were found smaller. */
const SEARCH_SHARE = 0.85;

const { job, buffer } = workerData as WorkerInput;
const state = new SharedState(buffer);
const post = (message: Message): void => parentPort!.postMessage(message);

post({ kind: 'ready' });

// While modules are loaded nobody else shows that the thread is alive.
setInterval(() => state.beat(), HEARTBEAT_MS).unref();

try {
  await perform(job);
} catch (error) {
  const { exit, message, stack, cause } = failureOf(error);
  const shown = cause instanceof Error ? cause.stack : stack;
  post({ kind: 'failed', failure: { exit, message, stack: shown ?? '' } });
}
// What is not written now is lost, since the main thread does not wait for this one to end.
flushCompileCache();
post({ kind: 'done' });

async function perform(work: Job): Promise<void> {
  const tools = await loadTools();
  switch (work.kind) {
    case 'check': {
      const subjects = alive(
        await compiling(work.subjects, () => resolveSubjects(work.subjects, work.setup)),
      );
      const options = await optionsOf(work.effort, tools);
      for (const [index, subject] of subjects.entries()) {
        if (index > 0 && state.stopRequested) return;
        answer(() => check(subject, tools, options()));
      }
      return;
    }
    case 'gate': {
      const [candidate, baseline] = alive(
        await compiling([work.candidate, work.baseline], async () => [
          await resolveSubject(work.candidate, work.setup),
          await resolveSubject(work.baseline, work.baselineSetup),
        ]),
      );
      const options = await optionsOf(work.effort, tools);
      return answer(() => gate(candidate!, baseline!, tools, options()));
    }
    case 'explore': {
      const subjects = alive(
        await compiling(work.subjects, () => resolveSubjects(work.subjects, work.setup)),
      );
      const options = await exploreOptionsOf(work.scope);
      for (const [index, subject] of subjects.entries()) {
        if (index > 0 && state.stopRequested) return;
        answer(() => explore(subject, tools, options()));
      }
      return;
    }
    case 'replay': {
      assertKnown(work.file, tools);
      const [subject] = alive([await replayed(work)]);
      return answer(() => replay(work.file, subject!, tools));
    }
  }
}

/** A file's own subject runs in the profile in which the file was written, unless another is given. */
async function replayed({ file, subject, setup }: Extract<Job, { kind: 'replay' }>) {
  const name = subject ?? file.subject;
  const found = await compiling([name], () => resolveSubject(name, setup));
  return subject === null && setup.profile === null ? { ...found, profile: file.profile } : found;
}

/** Finds subjects; where C may have to be compiled, the watchdog has to wait for it. */
async function compiling<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
  state.patient = names.some((name) => /\.c\b|^c-/.test(name));
  try {
    return await work();
  } finally {
    state.beat();
    state.patient = false;
  }
}

function answer(work: () => Report): void {
  const started = performance.now();
  const report = work();
  post({ kind: 'report', report, seconds: (performance.now() - started) / 1000 });
}

/** The subjects, each with a heartbeat whenever its handler is called. */
function alive(subjects: readonly Subject[]): Subject[] {
  post({ kind: 'subjects', names: subjects.map(({ name }) => name) });
  return subjects.map((subject, index) => ({
    ...subject,
    fault: (vmf) => {
      state.enter(index + 1);
      return subject.fault(vmf);
    },
  }));
}

/** Looks up what the effort names; the clock of `--seconds` starts with each call of the result. */
async function optionsOf(effort: Effort, tools: Tools): Promise<() => CheckOptions> {
  const { runs, seed, strategy, seconds } = effort;
  lookUp('strategy', strategy, tools.strategies);
  if (strategy === 'replay') {
    throw usage('the strategy replay follows a recorded schedule: use `faultline replay FILE`');
  }
  const world = effort.world === null ? null : await worldOf(effort.world);
  return () => {
    const started = performance.now();
    const spent = (share: number) => (): boolean => {
      state.beat();
      if (state.stopRequested) return true;
      return seconds !== null && performance.now() - started >= share * seconds * 1000;
    };
    const [stop, giveUp] = [spent(SEARCH_SHARE), spent(1)];
    return { runs, seed, strategy, world, stop, giveUp, progress: throttled() };
  };
}

/** The worlds that the scope names; the clock of `--seconds` starts with each call of the result. */
async function exploreOptionsOf(scope: Scope): Promise<() => ExploreOptions> {
  const { preemptions, seconds } = scope;
  const all = await entries<NonNullable<CheckOptions['world']>>('worlds');
  const names = scope.worlds.length > 0 ? scope.worlds : [...all.keys()];
  const worlds = names.map((name) => ({ name, world: lookUp('world', name, all).world }));
  return () => {
    const started = performance.now();
    const stop = (): boolean => {
      state.beat();
      if (state.stopRequested) return true;
      return seconds !== null && performance.now() - started >= seconds * 1000;
    };
    const transitionsMax = seconds === null ? (scope.transitions ?? TRANSITIONS_MAX) : null;
    return { worlds, preemptions, transitionsMax, stop, progress: throttled() };
  };
}

/** A counterexample can name laws and actors that this version does not have (any more). */
function assertKnown({ finding }: Counterexample, { invariants, actors }: Tools): void {
  lookUp('invariant', finding.invariant, invariants);
  for (const { actor: name, variant } of finding.shrunk.world.environment) {
    const actor = lookUp('actor', name, actors);
    const variants = 'daemon' in actor ? [] : actor.variants;
    if (!variants.includes(variant)) {
      throw unknownName(`variant of the actor ${name}`, variant, { names: variants });
    }
  }
}

async function worldOf(name: string): Promise<CheckOptions['world']> {
  const { world } = lookUp(
    'world',
    name,
    await entries<NonNullable<CheckOptions['world']>>('worlds'),
  );
  return { name, world };
}

/** Tells the main thread how far the work is, but not more often than anybody can read. */
function throttled(): (progress: Progress) => void {
  let told = Number.NEGATIVE_INFINITY;
  return (progress) => {
    state.beat();
    const now = performance.now();
    if (now - told < PROGRESS_MS) return;
    told = now;
    post({ kind: 'progress', progress });
  };
}
