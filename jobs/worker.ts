import { flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { entries, loadTools } from '../catalog.ts';
import { type Subject, UnusableSubject } from '../impl/subject.ts';
import { subjectsOfGate } from '../properties/compare/other-kernel.ts';
import { type Matter, Performer } from '../properties/perform.ts';
import type { PlannedSubject } from '../properties/plan.ts';
import type { Answer } from '../properties/request.ts';
import type { Control } from '../properties/run/tools.ts';
import type { NamedWorld } from '../properties/worlds/litmus-world.ts';
import { portable } from './failure.ts';
import type { Assignment, Job, Message, Opened, WorkerInput } from './job.ts';
import { assertKnown, assertStrategy } from './known-names.ts';
import { lookUp } from './names.ts';
import { SharedState } from './shared-state.ts';
import type { SubjectSpec } from './subject-spec.ts';
import { subjectOf } from './subjects.ts';
import { Timing } from './time-budget.ts';
import { joinEntries } from './user-entries.ts';

/**
 * A thread that works, so that the main one can listen to Ctrl-C, show progress and notice a
 * subject that hangs: finds what its job names, then performs one request after the other.
 */

const HEARTBEAT_MS = 100;
/** Operations after which a world counts as too large to be exhausted without a budget. */
const TRANSITIONS_MAX = 5_000_000;

const { job, subjects: specs, entries: own, buffer, thread } = workerData as WorkerInput;
const state = new SharedState(buffer, thread);
const post = (message: Message): void => parentPort!.postMessage(message);
const timing = new Timing(state, (progress) => post({ kind: 'progress', progress }));

post({ kind: 'ready' });

// While modules are loaded, or nothing is to be done, nobody else shows that the thread is alive.
setInterval(() => state.beat(), HEARTBEAT_MS).unref();

let isFlushed = false;
await trying(async () => {
  joinEntries(own);
  const named = await matterOf(job);
  const helpers = job.kind === 'check' ? await helpersOf(specs) : new Map<number, Subject>();
  const matter = { ...named, subjects: [...named.subjects, ...helpers.values()] };
  const perform = performing(matter);
  parentPort!.on('message', (assignment: Assignment) =>
    trying(async () => {
      const answer = perform(assignment);
      // What is not written now is lost, since the main thread does not wait for this one to end.
      if (!isFlushed) flushCompileCache();
      isFlushed = true;
      return { kind: 'answer', answer };
    }),
  );
  return { kind: 'opened', opened: openedOf(named, helpers) };
});

/** Whatever is thrown ends the job, since the other threads would come to the same. */
async function trying(work: () => Promise<Message>): Promise<void> {
  try {
    post(await work());
  } catch (error) {
    post({ kind: 'failed', failure: portable(error) });
  }
}

/** Finds everything that the job names. */
async function matterOf(job: Job): Promise<Matter> {
  const tools = await loadTools();
  state.beat();
  state.patient = false;
  if (job.kind === 'replay') assertKnown(job.file, tools);
  const subjects: Subject[] = [];
  for (const [index, spec] of specs.entries()) {
    subjects.push(withHeartbeat(await subjectOf(spec, { compiling }), index));
  }
  switch (job.kind) {
    case 'check':
    case 'gate': {
      const [candidate, baseline] = subjects;
      const all = job.kind === 'gate' ? subjectsOfGate(candidate!, baseline!) : subjects;
      const { runs, seed, strategy, world } = job.effort;
      assertStrategy(job.effort, tools);
      const search = { runs, seed, strategy, world: world === null ? null : await worldOf(world) };
      return { tools, subjects: all, search };
    }
    case 'explore': {
      const { preemptions, failing = false, seconds, transitions } = job.scope;
      const transitionsMax = seconds === null ? (transitions ?? TRANSITIONS_MAX) : null;
      const worlds = await worldsOf(job.scope.worlds);
      return { tools, subjects, scope: { worlds, preemptions, failing, transitionsMax } };
    }
    case 'replay':
      return { tools, subjects };
  }
}

/** What the main thread has to know of it. */
function openedOf({ subjects, scope }: Matter, helpers: ReadonlyMap<number, Subject>): Opened {
  return {
    planned: subjects.map(plannedOf),
    helpers: new Map(
      [...helpers].map(([driver, alone], index) => [
        driver,
        { number: subjects.length + index, planned: plannedOf(alone) },
      ]),
    ),
    worlds: (scope?.worlds ?? []).map(({ name, world }) => ({
      name,
      weight: world.faults.length + world.environment.length,
    })),
  };
}

function plannedOf({ name, profile, profileFrom, notCompiled }: Subject): PlannedSubject {
  return {
    name,
    profile,
    ...(profileFrom ? { profileFrom } : {}),
    ...(notCompiled ? { notCompiled } : {}),
  };
}

/** Helpers in C under their own handler, by number of the subject that has a driver's instead. */
async function helpersOf(specs: readonly SubjectSpec[]): Promise<Map<number, Subject>> {
  const all = new Map<number, Subject>();
  for (const [index, spec] of specs.entries()) {
    if (spec.kind !== 'c' || !spec.driver) continue;
    const { driver: _, ...alone } = spec;
    try {
      all.set(index, withHeartbeat(await subjectOf(alone, { compiling }), index));
    } catch (error) {
      // Whoever judges the driver has nothing to tell it from, then.
      if (!(error instanceof UnusableSubject)) throw error;
    }
  }
  return all;
}

/** Performs requests; plans of one job may be about different ones of its subjects. */
function performing(matter: Matter): (assignment: Assignment) => Answer {
  const performers = new Map<string, Performer>();
  let control: Control = timing.control({ stopAt: null, giveUpAt: null });
  const lasting: Control = {
    stop: () => control.stop(),
    giveUp: () => control.giveUp(),
    progress: (progress) => control.progress(progress),
  };
  const performerFor = (numbers: readonly number[]): Performer => {
    const key = numbers.join();
    const subjects = numbers.map((number) => matter.subjects[number]!);
    const known = performers.get(key) ?? new Performer({ ...matter, subjects }, lasting);
    performers.set(key, known);
    return known;
  };
  return (assignment) => {
    control = timing.control(assignment.deadline);
    const performer = performerFor(assignment.subjects);
    const { request } = assignment;
    if (request.kind !== 'search') return performer.perform(request);
    const { from, to } = request;
    const hasRoom = timing.room(assignment.deadline);
    const parts = performer.search(request.subjects, () => {
      const room = hasRoom();
      const isOwed = assignment.isFirst === true && state.next === from;
      if (!room && !isOwed) return undefined;
      const chunk = state.take();
      return chunk < to ? chunk : undefined;
    });
    // How far the search has come is known to whoever has all parts.
    return { to: from, parts, isOver: false };
  };
}

/** Work in which C is compiled: the watchdog has to wait for it. */
async function compiling<T>(work: () => Promise<T>): Promise<T> {
  state.patient = true;
  try {
    return await work();
  } finally {
    state.beat();
    state.patient = false;
  }
}

/** The same subject with a heartbeat whenever its handler is called. */
function withHeartbeat(subject: Subject, index: number): Subject {
  return {
    ...subject,
    fault: (vmf) => {
      state.enter(index + 1);
      return subject.fault(vmf);
    },
  };
}

async function worldOf(name: string): Promise<NamedWorld> {
  return { name, world: lookUp('world', name, await entries<NamedWorld>('worlds')).world };
}

/** The litmus worlds with these names, or all if there are none. */
async function worldsOf(names: readonly string[]): Promise<NamedWorld[]> {
  const wanted = names.length > 0 ? names : [...(await entries('worlds')).keys()];
  return Promise.all(wanted.map(worldOf));
}
