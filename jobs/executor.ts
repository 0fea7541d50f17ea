import { entries, loadTools } from '../catalog.ts';
import { lookUp } from '../cli/names.ts';
import { digestOf } from '../cli/subjects/digest.ts';
import { assertKnown, assertStrategy, replayed } from '../cli/subjects/replayed.ts';
import { resolveSubject, resolveSubjects } from '../cli/subjects/subjects.ts';
import type { Subject } from '../impl/subject.ts';
import type { KeptRun } from '../properties/answers/event-schedule.ts';
import { checkReport } from '../properties/check.ts';
import { retry } from '../properties/corpus/corpus.ts';
import { exhaust } from '../properties/explore/exhaust.ts';
import { exploreOne, exploreReport } from '../properties/explore.ts';
import { gateReport } from '../properties/gate.ts';
import { replay } from '../properties/replay.ts';
import { Session } from '../properties/run/session.ts';
import type { CheckOptions, Tools } from '../properties/run/tools.ts';
import { searchChunks } from '../properties/search/search.ts';
import type { NamedWorld } from '../properties/worlds/litmus-world.ts';
import { now } from './clock.ts';
import type { Job, Message, Opened } from './job.ts';
import type { Explored, Order, OrderAnswers, OrderKind } from './request.ts';
import type { SharedState } from './shared-state.ts';
import { Timing } from './time-budget.ts';

/** Operations after which a world counts as too large to be exhausted without a budget. */
const TRANSITIONS_MAX = 5_000_000;

type OrderOf<K extends OrderKind> = Extract<Order, { kind: K }>;

/** What a working thread has before it: the subjects of a job, and what is asked of them. */
export class Workbench {
  private readonly job: Job;
  private readonly state: SharedState;
  private readonly timing: Timing;
  private tools!: Tools;
  private subjects: readonly Subject[] = [];
  /** Of a search, the litmus world to stay in; of an exploration, those to explore. */
  private worlds: readonly NamedWorld[] = [];

  constructor(job: Job, { state, post }: { state: SharedState; post: (said: Message) => void }) {
    this.job = job;
    this.state = state;
    this.timing = new Timing(state, post);
  }

  /** Finds everything that the job names. */
  async open(): Promise<Opened> {
    const { job } = this;
    this.tools = await loadTools();
    if (job.kind === 'replay') assertKnown(job.file, this.tools);
    const found = await this.compiling(namesIn(job), () => subjectsOf(job));
    this.subjects = found.map((subject, index) => this.alive(subject, index));
    if (job.kind === 'check' || job.kind === 'gate') assertStrategy(job.effort, this.tools);
    this.worlds = await worldsOf(job);
    return {
      subjects: found.map((subject) => ({ name: subject.name, digest: digestOf(subject) })),
      worlds: this.worlds.map(({ name, world }) => ({
        name,
        weight: world.faults.length + world.environment.length,
      })),
    };
  }

  /** Finds subjects; where C may have to be compiled, the watchdog has to wait for it. */
  private async compiling<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    this.state.patient = names.some((name) => /\.c\b|^c-/.test(name));
    try {
      return await work();
    } finally {
      this.state.beat();
      this.state.patient = false;
    }
  }

  /** Does what is ordered. */
  perform(order: Order): OrderAnswers[OrderKind] {
    const { tools } = this;
    switch (order.kind) {
      case 'search':
        return this.search(order);
      case 'exhaust':
        return order.subjects.map((subject) => exhaust(this.session(subject), this.options(order)));
      case 'retry':
        return order.subjects.map((subject) => retry(this.session(subject), this.corpus()));
      case 'check':
        return checkReport(this.session(order.subject), order.found, this.options(order));
      case 'gate': {
        const sides = { ours: this.session(0), theirs: this.session(1) };
        return gateReport(sides, order, this.options(order));
      }
      case 'explore':
        return this.explore(order);
      case 'summary': {
        const { preemptions } = (this.job as Extract<Job, { kind: 'explore' }>).scope;
        const { subject, results, worlds } = order;
        return exploreReport(this.subjects[subject]!, results, { preemptions, worlds });
      }
      case 'replay':
        return replay(
          (this.job as Extract<Job, { kind: 'replay' }>).file,
          this.subjects[0]!,
          tools,
        );
    }
  }

  private search(order: OrderOf<'search'>) {
    const { state } = this;
    const options = this.options(order);
    const sessions = order.subjects.map((subject) => this.session(subject));
    const hasRoom = this.timing.room(order.deadline);
    return searchChunks(sessions, options, (laws) => {
      const room = hasRoom(laws);
      // The first chunk is searched however little time there is.
      if (state.next > order.first && !room) return undefined;
      const chunk = state.take();
      return chunk < order.end ? chunk : undefined;
    });
  }

  private explore({ pairs, deadline }: OrderOf<'explore'>): Explored[] {
    const { preemptions, seconds, transitions } = (this.job as Extract<Job, { kind: 'explore' }>)
      .scope;
    const options = {
      preemptions,
      transitionsMax: seconds === null ? (transitions ?? TRANSITIONS_MAX) : null,
      refuses: true,
      stop: this.timing.over(deadline.stopAt),
      progress: this.timing.told(),
    };
    const done: Explored[] = [];
    for (let at = this.state.take(); at < pairs.length; at = this.state.take()) {
      const { subject, world } = pairs[at]!;
      const began = now();
      const how = { tools: this.tools, options };
      const result = exploreOne(this.subjects[subject]!, this.worlds[world]!, how);
      done.push({ subject, world, result, began, ended: now() });
      if (options.stop()) break;
    }
    return done;
  }

  private corpus(): readonly KeptRun[] {
    return (this.job as Extract<Job, { kind: 'check' | 'gate' }>).corpus ?? [];
  }

  private session = (subject: number): Session => new Session(this.subjects[subject]!, this.tools);

  private options({ deadline }: Order): CheckOptions {
    const job = this.job as Extract<Job, { kind: 'check' | 'gate' }>;
    const { runs, seed, strategy } = job.effort;
    return {
      ...(job.kind === 'gate' && job.allow ? { allow: job.allow } : {}),
      runs,
      seed,
      strategy,
      world: this.worlds[0] ?? null,
      refine: this.job.kind === 'gate' && this.job.refine === true,
      stop: this.timing.over(deadline.stopAt),
      giveUp: this.timing.over(deadline.giveUpAt),
      progress: this.timing.told(),
    };
  }

  /** The same subject with a heartbeat whenever its handler is called. */
  private alive(subject: Subject, index: number): Subject {
    return {
      ...subject,
      fault: (vmf) => {
        this.state.enter(index + 1);
        return subject.fault(vmf);
      },
    };
  }
}

/** What the subjects of a job are called. */
function namesIn(job: Job): readonly string[] {
  if (job.kind === 'gate') return [job.candidate, job.baseline];
  return job.kind === 'replay' ? [job.subject ?? job.file.subject] : job.subjects;
}

async function subjectsOf(job: Job): Promise<readonly Subject[]> {
  switch (job.kind) {
    case 'check':
    case 'explore':
      return resolveSubjects(job.subjects, job.setup);
    case 'gate':
      return [
        await resolveSubject(job.candidate, job.setup),
        await resolveSubject(job.baseline, job.baselineSetup),
      ];
    case 'replay':
      return [await replayed(job)];
  }
}

/** The litmus worlds that the job names; an exploration that names none is one of all worlds. */
async function worldsOf(job: Job): Promise<NamedWorld[]> {
  if (job.kind === 'replay') return [];
  const all = await entries<NamedWorld>('worlds');
  const named = (name: string) => ({ name, world: lookUp('world', name, all).world });
  if (job.kind !== 'explore') return job.effort.world === null ? [] : [named(job.effort.world)];
  return (job.scope.worlds.length > 0 ? job.scope.worlds : [...all.keys()]).map(named);
}
