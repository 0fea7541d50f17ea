import { mix } from '../../digest.ts';
import { type Execution, Scheduler } from '../../execute.ts';
import { Crash, type Shortcut } from '../../machine.ts';
import { defineOperation } from '../../operation.ts';
import type { Strategy } from '../../strategy.ts';
import { TASKS_MAX, type TaskSpec } from '../../task.ts';
import { Trace } from '../../trace.ts';
import { FOOTPRINT_WORDS } from '../footprint.ts';
import { LOOK, type RecordedMachine, type RecorderView, SET, type Stage } from '../machine.ts';

/** Words of a recorded toy; each is a place of its own. */
export const WORDS = 8;

/** Keeps count of what a toy's tasks touch. */
class ToyRecorder implements RecorderView {
  readonly refusal = null;
  paused = false;
  readonly footprint = new Int32Array(FOOTPRINT_WORDS);
  readonly log: number[] = [];
  readonly state = new Int32Array(2);
  private readonly seen = new Int32Array(2 * TASKS_MAX);

  begin(): void {
    this.clear();
    this.state.fill(0);
    this.seen.fill(0);
  }
  clear(): void {
    this.footprint.fill(0);
    this.log.length = 0;
  }
  tell(task: number, value: number): void {
    this.seen[2 * task] = mix(this.seen[2 * task]!, value);
    this.seen[2 * task + 1] = mix(~this.seen[2 * task + 1]!, value);
  }
  /** The task's code begins anew. */
  forget(task: number): void {
    this.seen.fill(0, 2 * task, 2 * task + 2);
  }
  knows(task: number): number {
    return (this.seen[2 * task]! >>> 0) * 0x200000 + (this.seen[2 * task + 1]! >>> 11);
  }
  touch(kind: 0 | 2 | 4, address: number): void {
    this.footprint[kind]! |= 1 << address;
  }
  become(address: number, old: number, value: number): void {
    if (old === value) return;
    this.state[0]! ^= mix(mix(address, old), 1) ^ mix(mix(address, value), 1);
    this.state[1]! ^= mix(mix(~address, old), 2) ^ mix(mix(~address, value), 2);
  }
}

/** A few words of memory, all of whose accesses are recorded. */
export class RecordedToy implements RecordedMachine {
  readonly trace = new Trace();
  readonly recorder = new ToyRecorder();
  readonly words = new Int32Array(WORDS);
  running = -1;
  shortcut: Shortcut | null = null;
  readonly specs: readonly TaskSpec[];
  private readonly slots: { words: Int32Array; state: Int32Array; trace: number }[] = [];

  /** A machine on which these tasks run. */
  constructor(tasks: (machine: RecordedToy) => readonly TaskSpec[]) {
    this.specs = tasks(this);
  }

  /** What is explored: its tasks, on itself. */
  get stage(): Stage {
    return {
      machine: this,
      run: (strategy) => this.run(strategy),
      daemons: this.specs.reduce((mask, { daemon }, id) => (daemon ? mask | (1 << id) : mask), 0),
    };
  }

  /** Runs all tasks from the start. */
  run(strategy: Strategy, stepsMax?: number): Execution {
    this.trace.clear();
    this.running = -1;
    this.words.fill(0);
    this.recorder.begin();
    return new Scheduler(this, stepsMax).run(this.specs, strategy);
  }

  save(slot: number): void {
    const { words, recorder, trace } = this;
    const state = recorder.state.slice();
    this.slots[slot] = { words: words.slice(), state, trace: trace.length };
  }

  restore(slot: number): void {
    const { words, state, trace } = this.slots[slot]!;
    this.words.set(words);
    this.recorder.state.set(state);
    this.trace.length = trace;
  }

  see(address: number): number {
    const { recorder, running, words } = this;
    const value = words[address]!;
    if (recorder.paused) return value;
    recorder.touch(0, address);
    if (running >= 0) {
      recorder.log.push(LOOK, address, value);
      recorder.tell(running, value);
    }
    return value;
  }

  change(address: number, value: number): void {
    const { recorder, running, words } = this;
    if (running >= 0) recorder.log.push(SET, address, value);
    recorder.touch(2, address);
    recorder.become(address, words[address]!, value);
    words[address] = value;
  }

  add(address: number, summand: number): void {
    const old = this.words[address]!;
    this.recorder.touch(4, address);
    this.recorder.become(address, old, old + summand);
    this.words[address] = old + summand;
  }
}

/** Replies with a word. */
export const SEE = defineOperation<RecordedToy>({
  name: 'recorded_see',
  reply: 'int',
  perform: (machine, _task, { object }) => machine.see(object),
});

/** Sets a word. */
export const CHANGE = defineOperation<RecordedToy>({
  name: 'recorded_change',
  args: ['int'],
  perform(machine, _task, { object, a }) {
    machine.change(object, a);
    return 0;
  },
});

/** Adds to a word, and nobody learns the sum. */
export const ADD = defineOperation<RecordedToy>({
  name: 'recorded_add',
  args: ['int'],
  perform(machine, _task, { object, a }) {
    machine.add(object, a);
    return 0;
  },
});

/** Waits until the word is 0, and sets it. */
export const LOCK = defineOperation<RecordedToy>({
  name: 'recorded_lock',
  enabled: (machine, _task, { object }) => machine.see(object) === 0,
  perform(machine, task, { object }) {
    machine.change(object, 1 + task);
    return 0;
  },
});

/** Waits until the word is at least `a`. */
export const AWAIT = defineOperation<RecordedToy>({
  name: 'recorded_await',
  args: ['int'],
  enabled: (machine, _task, { object, a }) => machine.see(object) >= a,
  perform: () => 0,
});

/** Crashes the machine if the word is `a`. */
export const CRASH = defineOperation<RecordedToy>({
  name: 'recorded_crash',
  args: ['int'],
  perform(machine, _task, { object, a }) {
    if (machine.see(object) === a) throw new Crash('the word is bad');
    return 0;
  },
});
