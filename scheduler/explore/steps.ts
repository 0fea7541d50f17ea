import { differs } from '../determinism.ts';
import type { Outcome } from '../execute.ts';
import { Crash } from '../machine.ts';
import type { Operation } from '../operation.ts';
import { EVENT_WORDS, FIELD, Trace } from '../trace.ts';
import { Decisions, touchedBy } from './decisions.ts';
import type { Judge, Knowledge, Verdict } from './judge.ts';
import { NotDeterministic, NotExplorable } from './not-explorable.ts';
import { PairMap, Pairs, UNKNOWN } from './pair-map.ts';
import { type PathEnd, PathRun, type PathStep } from './path-run.ts';
import type { TapedStage } from './taped.ts';
import { Vectors } from './vectors.ts';

/** In place of a step: the task is blocked; it has finished. */
export const BLOCKED = -2;
export const FINISHED = -3;

/** What follows a step, as bits: nothing that matters; the end of the run, as its leaf says. */
export const ENDS = 1;
export const FAILS = 2;

/** What a task's code has learned at most before it begins anew; more is no end. */
const HEARD_MAX = 4096;

/** Where a task stands in its own code. */
interface Place {
  /** Null once the task has finished. */
  readonly pending: Operation | null;
  /** What its own words hold, range by range. */
  readonly own: Int32Array;
  /** What comes of its operation, by the words that this reads; and the same where it fails. */
  readonly decisions: readonly [Decisions<Leaf>, Decisions<Leaf>];
}

/** What a step does, wherever it is taken. */
interface Leaf {
  readonly id: number;
  readonly enabled: boolean;
  readonly writes: Int32Array;
  readonly events: Int32Array;
  /** Where its task stands afterwards. */
  readonly place: number;
  /** It ended the run. */
  readonly failure: Outcome | undefined;
}

/** What is known of a private part: whether a wait makes a difference; that nothing follows. */
const MINDS = 1;
const IS_FINISHED = 2;

/** Growing numbers. */
class Column {
  words = new Int32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.words.length) {
      const more = new Int32Array(2 * this.length);
      more.set(this.words);
      this.words = more;
    }
    this.words[this.length] = value;
    this.length += 1;
  }
}

/**
 * Every step that tasks can take, each computed once and remembered.
 *
 * A state is a row of numbers: first the shared part, which is memory and what a judge knows of
 * what tasks share; then, by task, the private part, which is where the task stands in its code,
 * what it has on its stack, what the judge knows of it, and whether it had to wait. A step depends
 * on the shared part and on one private part, and changes these two.
 *
 * What a step does is found by the words that it reads; what the judge says of it, by what the
 * judge knows. Only a step that reads something new is really run, from the start of all tasks
 * along a path to it. All numbers stand for things that were compared in full.
 */
export class Steps {
  readonly tasks: number;
  /** Tasks that a run waits for, as a mask. */
  readonly workers: number;
  /** The first state, and how the run ended if a task has ended it before its first step. */
  readonly first: readonly number[];
  readonly begun: Outcome | undefined;
  /** By step: the shared and the private part afterwards, and what follows. */
  readonly shared = new Column();
  readonly own = new Column();
  readonly follows = new Column();
  /** Steps that were really run, and those of the paths to them. */
  run = 0;
  replayed = 0;
  /** The path to the state whose steps are asked for. */
  pathHere: () => readonly PathStep[] = () => [];
  private readonly stage: TapedStage;
  private readonly judge: Judge;
  private readonly paths: PathRun;
  private readonly memories: Vectors;
  private readonly sharedParts = new Pairs();
  private readonly privateParts: Pairs[] = [];
  private readonly places: Place[] = [];
  private readonly placeNumbers = new Map<string, number>();
  private readonly leafs: Leaf[] = [];
  private readonly leafOf = new Column();
  private readonly verdicts: Verdict[] = [];
  private readonly verdictOf = new Column();
  private readonly judged = new PairMap();
  private readonly ownLeafs = new Pairs();
  private readonly memoryAfter = new PairMap();
  private readonly ends = new Map<string, readonly string[]>();
  /** By task and whether the operation fails, then by private part and shared part: the step. */
  private readonly known: Int32Array[][];
  private room = 32;
  /** By task and private part: `MINDS` if it makes a difference whether it has to wait. */
  private readonly minding: number[][] = [];
  private readonly isOwn: Uint8Array;

  constructor(stage: TapedStage, judge: Judge) {
    const { machine, tasks, daemons } = stage;
    this.stage = stage;
    this.judge = judge;
    this.tasks = tasks;
    this.workers = ~daemons & ((1 << tasks) - 1);
    this.paths = new PathRun(stage);
    this.isOwn = new Uint8Array(machine.state.length);
    for (let task = 0; task < tasks; task += 1) {
      this.privateParts.push(new Pairs());
      this.minding.push([]);
      for (const [from, to] of stage.ownWords(task)) this.isOwn.fill(1, from, to);
    }
    this.isOwn.fill(1, ...machine.hidden);
    this.known = Array.from({ length: 2 * tasks }, () => []);
    const { outcome } = this.paths.along([]).execution;
    const events = plainEvents(machine.trace.words, 0, machine.trace.length);
    const knowledge = judge.begin(tasks, events);
    this.memories = new Vectors(this.sharedWords(machine.state));
    this.begun = hasFailed(outcome) ? outcome : undefined;
    const places = knowledge.own.map((_, task) =>
      this.begun ? this.gone(task) : this.placeOf(task),
    );
    this.first = [
      this.sharedParts.numberOf(0, knowledge.shared),
      ...knowledge.own.map((own, task) => this.privateOf(task, places[task]!, false, own)),
    ];
  }

  /** The most private parts that a task has. */
  get partsMax(): number {
    return Math.max(0, ...this.privateParts.map(({ firsts }) => firsts.length));
  }

  /** How many shared parts there are, and private ones of all tasks. */
  get parts(): { readonly shared: number; readonly own: number } {
    const own = this.privateParts.reduce((sum, { firsts }) => sum + firsts.length, 0);
    return { shared: this.sharedParts.firsts.length, own };
  }

  /** The step of a task from these parts: its number, `BLOCKED` or `FINISHED`. */
  step(task: number, shared: number, own: number, fails = false): number {
    const row = this.known[fails ? task + this.tasks : task]![own];
    const step = row === undefined ? UNKNOWN : row[shared]!;
    return step === UNKNOWN ? this.find(task, shared, own, fails) : step;
  }

  /** The tasks that have not finished in this state, as a mask. */
  alive(row: ArrayLike<number>): number {
    let alive = 0;
    for (let task = 0; task < this.tasks; task += 1) {
      if (this.minding[task]![row[1 + task]!] !== IS_FINISHED) alive |= 1 << task;
    }
    return alive;
  }

  /**
   * Notes each task's step in this state: its number, `BLOCKED` or `FINISHED`; the tasks that can
   * run, as a mask. A run that is over has none.
   */
  choices(row: ArrayLike<number>, into: Int32Array): number {
    const alive = this.alive(row);
    let enabled = 0;
    for (let task = 0; task < this.tasks; task += 1) {
      const isAlive = (alive & (1 << task)) !== 0 && (alive & this.workers) !== 0;
      into[task] = isAlive ? this.step(task, row[0]!, row[1 + task]!) : FINISHED;
      if (into[task]! >= 0) enabled |= 1 << task;
    }
    return enabled;
  }

  /** How a run ends in a state in which nobody can run. */
  outcome(row: ArrayLike<number>): Outcome {
    const alive = this.alive(row);
    if ((alive & this.workers) === 0) return { kind: 'completed' };
    return { kind: 'deadlocked', blocked: tasksIn(alive) };
  }

  /** Every step of the task that is remembered, but for those that fail on purpose. */
  *knownOf(task: number): Generator<number> {
    for (const row of this.known[task]!) {
      for (const step of row ?? []) if (step >= 0) yield step;
    }
  }

  /** The step that the task takes after this one if it goes on alone; negative for none. */
  afterStep(task: number, step: number): number {
    if (this.follows.words[step] !== 0) return FINISHED;
    const row = this.known[task]![this.own.words[step]!];
    return row === undefined ? UNKNOWN : row[this.shared.words[step]!]!;
  }

  /** The same private part after the task had to wait. */
  private waiting(task: number, own: number): number {
    const { firsts, seconds } = this.privateParts[task]!;
    return this.privateOf(task, firsts[own]! >> 1, true, seconds[own]!);
  }

  /** Takes the step in this state, a row of all parts, which becomes the one after it. */
  take(task: number, step: number, row: { [at: number]: number }): void {
    row[0] = this.shared.words[step]!;
    row[1 + task] = this.own.words[step]!;
    this.wait(row);
  }

  /** Notes in a state who has to wait there, as far as that makes a difference. */
  wait(row: { [at: number]: number }): void {
    for (let task = 0; task < this.tasks; task += 1) {
      const own = row[1 + task]!;
      if (this.minding[task]![own] !== MINDS) continue;
      if (this.step(task, row[0]!, own) === BLOCKED) row[1 + task] = this.waiting(task, own);
    }
  }

  /** What is found in a step, if it is news. */
  found(step: number): readonly string[] {
    return this.verdicts[this.verdictOf.words[step]!]!.found;
  }

  /** What the judge has marked it with. */
  marks(step: number): number {
    return this.verdicts[this.verdictOf.words[step]!]!.marks;
  }

  /** Its events, without their steps. */
  events(step: number): Int32Array {
    return this.leafs[this.leafOf.words[step]!]!.events;
  }

  /** The memory of a shared part. */
  memoryOf(shared: number): number {
    return this.sharedParts.firsts[shared]!;
  }

  /** How a run ends with this step, which fails. */
  failure(step: number): Outcome {
    return this.leafs[this.leafOf.words[step]!]!.failure!;
  }

  /** What is found when a run ends in this state, so. */
  foundAtEnd(row: ArrayLike<number>, outcome: Outcome): readonly string[] {
    const knowledge = this.knowledgeIn(row);
    const { shared, own } = knowledge;
    const key = `${shared} ${own.join()} ${JSON.stringify(outcome)}`;
    const known = this.ends.get(key) ?? this.judge.end(knowledge, outcome);
    this.ends.set(key, known);
    return known;
  }

  /** What is found when a run goes on for ever from this shared part, and nothing else is. */
  foundIfEndless(shared: number): readonly string[] {
    return this.judge.endless(this.sharedParts.seconds[shared]!);
  }

  /** What the judge knows in this state. */
  knowledgeIn(row: ArrayLike<number>): Knowledge {
    return {
      shared: this.sharedParts.seconds[row[0]!]!,
      own: this.privateParts.map(({ seconds }, task) => seconds[row[1 + task]!]!),
    };
  }

  /** The step for the first time, from these parts. */
  private find(task: number, shared: number, own: number, fails: boolean): number {
    const step = this.compute(task, shared, own, fails);
    while (this.sharedParts.firsts.length > this.room) this.grow();
    const rows = this.known[fails ? task + this.tasks : task]!;
    rows[own] ??= new Int32Array(this.room).fill(UNKNOWN);
    rows[own][shared] = step;
    return step;
  }

  private grow(): void {
    this.room *= 2;
    for (const rows of this.known) {
      for (const [own, row] of rows.entries()) {
        if (row === undefined) continue;
        rows[own] = new Int32Array(this.room).fill(UNKNOWN);
        rows[own].set(row);
      }
    }
  }

  private compute(task: number, shared: number, part: number, fails: boolean): number {
    const { firsts, seconds } = this.privateParts[task]!;
    const [place, waited] = [firsts[part]! >> 1, firsts[part]! & 1];
    const { pending, decisions } = this.places[place]!;
    if (pending === null) return FINISHED;
    if (fails && !this.stage.canFail(pending)) return BLOCKED;
    const memory = this.sharedParts.firsts[shared]!;
    const tree = decisions[fails ? 1 : 0];
    const leaf =
      tree.find((word) => this.memories.at(memory, word)) ??
      this.learn(task, memory, this.places[place]!, fails);
    if (!leaf.enabled) return BLOCKED;
    const ownLeaf = this.ownLeafs.numberOf(seconds[part]!, 2 * leaf.id + waited);
    const verdict = this.verdictIn(task, this.sharedParts.seconds[shared]!, ownLeaf);
    const said = this.verdicts[verdict]!;
    const after = this.sharedParts.numberOf(this.memoryFrom(memory, leaf), said.shared);
    this.shared.push(after);
    this.own.push(this.privateOf(task, leaf.place, false, said.own));
    this.follows.push((said.ends ? ENDS : 0) | (leaf.failure ? FAILS : 0));
    this.leafOf.push(leaf.id);
    this.verdictOf.push(verdict);
    return this.shared.length - 1;
  }

  private verdictIn(task: number, shared: number, ownLeaf: number): number {
    const known = this.judged.get(shared, ownLeaf);
    if (known !== UNKNOWN) return known;
    const own = this.ownLeafs.firsts[ownLeaf]!;
    const leaf = this.ownLeafs.seconds[ownLeaf]!;
    let { events } = this.leafs[leaf >> 1]!;
    if ((leaf & 1) !== 0) {
      events = events.slice();
      events[FIELD.step] = 1;
    }
    const verdict = this.verdicts.push(this.judge.judge({ task, events }, shared, own)) - 1;
    this.judged.set(shared, ownLeaf, verdict);
    return verdict;
  }

  private memoryFrom(memory: number, { id, writes }: Leaf): number {
    const known = this.memoryAfter.get(memory, id);
    if (known !== UNKNOWN) return known;
    const after = this.memories.after(memory, writes);
    this.memoryAfter.set(memory, id, after);
    return after;
  }

  private privateOf(task: number, place: number, waited: boolean, own: number): number {
    const part = this.privateParts[task]!.numberOf(2 * place + (waited ? 1 : 0), own);
    const minding = this.minding[task]!;
    if (part === minding.length) {
      const { pending } = this.places[place]!;
      if (pending === null) minding.push(IS_FINISHED);
      else minding.push(!waited && this.judge.mindsWaiting(task, own, pending) ? MINDS : 0);
    }
    return part;
  }

  /** Sees for the first time what the operation does in this memory. */
  private learn(task: number, memory: number, place: Place, fails: boolean): Leaf {
    const { machine } = this.stage;
    const { recorder } = machine;
    this.memories.load(memory, machine.state);
    let at = 0;
    for (const [from, to] of this.stage.ownWords(task)) {
      machine.state.set(place.own.subarray(at, at + to - from), from);
      at += to - from;
    }
    machine.failing = fails;
    recorder.paused = false;
    recorder.tape = [];
    const enabled = isEnabled(machine, task, place.pending!);
    const asked = recorder.tape;
    recorder.tape = null;
    machine.failing = false;
    const isOwn = (word: number): boolean => this.isOwn[word] !== 0;
    const tree = place.decisions[fails ? 1 : 0];
    const {
      id,
      place: next,
      failure,
      events,
      tape,
    } = enabled ? this.perform(task, memory, fails) : { ...NOTHING, id: this.leafs.length };
    const { reads, writes } = touchedBy([...asked, ...tape], isOwn);
    const leaf: Leaf = { id, enabled, writes, events, place: next, failure };
    this.leafs.push(leaf);
    tree.learn(reads, leaf);
    return leaf;
  }

  /** Runs the tasks from the start along the path here, and then this step. */
  private perform(task: number, memory: number, fails: boolean) {
    const { machine } = this.stage;
    const path = this.pathHere();
    this.run += 1;
    this.replayed += path.length + 1;
    const end = this.paths.along([...path, { task, fails }]);
    const { trace, recorder } = machine;
    if (recorder.refusal !== null) throw new NotExplorable(recorder.refusal);
    this.compare(path, end, memory);
    const { outcome } = end.execution;
    const runaway = recorder.heard(task).length > HEARD_MAX;
    const endless = runaway ? ({ kind: 'step-bound-exceeded', task } as const) : undefined;
    const failure = hasFailed(outcome) ? outcome : endless;
    return {
      id: this.leafs.length,
      place: failure ? this.gone(task) : this.placeOf(task),
      failure,
      events: plainEvents(trace.words, end.from, trace.length),
      tape: end.tape,
    };
  }

  /** The same choices have to lead to the same run: otherwise nothing can be remembered of it. */
  private compare(path: readonly PathStep[], { from, before }: PathEnd, memory: number): void {
    const { trace } = this.stage.machine;
    const row = [...this.first];
    const parts: Int32Array[] = [];
    let at = this.startLength;
    let isSame = true;
    for (const { task, fails } of path) {
      // Who waits in the last state may be what is being found out.
      this.wait(row);
      const step = this.step(task, row[0]!, row[1 + task]!, fails);
      const events = this.events(step);
      isSame &&= isAt(trace, at, events);
      at += events.length;
      parts.push(events);
      row[0] = this.shared.words[step]!;
      row[1 + task] = this.own.words[step]!;
    }
    if (!isSame || at !== from) {
      const done = plainEvents(trace.words, this.startLength, from);
      const known = parts.flatMap((events) => [...events]);
      const difference = differs(
        () => traceOf(known),
        () => traceOf([...done]),
      );
      if (difference) throw new NotDeterministic(difference);
    }
    const word = this.memories.firstUnlike(memory, before, this.isOwn);
    if (word >= 0) {
      throw new Error(`word ${word} of memory was read or written and not recorded`);
    }
  }

  /** Words of the trace before the first step. */
  private startLength = 0;

  private sharedWords(words: Int32Array): Int32Array {
    this.startLength = this.stage.machine.trace.length;
    return words.map((value, word) => (this.isOwn[word] === 0 ? value : 0));
  }

  /** Where the task stands now, on the machine. */
  private placeOf(task: number): number {
    const { machine } = this.stage;
    const pending = this.paths.tasks[task]!.pending;
    if (pending === null) return this.gone(task);
    const ranges = this.stage.ownWords(task);
    const own = new Int32Array(ranges.reduce((sum, [from, to]) => sum + to - from, 0));
    let at = 0;
    const set: number[] = [];
    for (const [from, to] of ranges) {
      for (let word = from; word < to; word += 1, at += 1) {
        own[at] = machine.state[word]!;
        if (own[at] !== 0) set.push(at, own[at]!);
      }
    }
    const key = `${task}:${machine.recorder.heard(task).join()}:${set.join()}`;
    return this.placeNumber(key, pending, own);
  }

  private gone(task: number): number {
    return this.placeNumber(`${task}`, null, new Int32Array(0));
  }

  private placeNumber(key: string, pending: Operation | null, own: Int32Array): number {
    const known = this.placeNumbers.get(key);
    if (known !== undefined) return known;
    const decisions = [new Decisions<Leaf>(), new Decisions<Leaf>()] as const;
    const number = this.places.push({ pending, own, decisions }) - 1;
    this.placeNumbers.set(key, number);
    return number;
  }
}

const hasFailed = ({ kind }: Outcome): boolean =>
  kind === 'crashed' || kind === 'step-bound-exceeded';

/** The tasks of a set, in ascending order. */
const tasksIn = (set: number): number[] =>
  Array.from({ length: 32 - Math.clz32(set) }, (_, task) => task).filter(
    (task) => (set & (1 << task)) !== 0,
  );

/** A step that is not taken. */
const NOTHING = {
  place: 0,
  failure: undefined,
  events: new Int32Array(0),
  tape: [] as readonly number[],
};

/** An operation that crashes when it is looked at can run: then it crashes the run. */
function isEnabled(machine: unknown, task: number, operation: Operation): boolean {
  try {
    return operation.kind.enabled?.(machine, task, operation) ?? true;
  } catch (error) {
    if (error instanceof Crash) return true;
    throw error;
  }
}

/** Do these events stand there, whatever their steps are? */
function isAt({ words, length }: Trace, from: number, events: Int32Array): boolean {
  if (from + events.length > length) return false;
  for (let at = 0; at < events.length; at += 1) {
    if (words[from + at] !== events[at] && at % EVENT_WORDS !== FIELD.step) return false;
  }
  return true;
}

/** Events without their steps, and without who had to wait. */
function plainEvents(words: Int32Array, from: number, to: number): Int32Array {
  const events = words.slice(from, to);
  for (let at = FIELD.step; at < events.length; at += EVENT_WORDS) events[at] = 0;
  return events;
}

function traceOf(words: readonly number[]): Trace {
  const trace = new Trace();
  trace.words = Int32Array.from(words);
  trace.length = words.length;
  return trace;
}
