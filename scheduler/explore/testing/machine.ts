import { type Execution, Scheduler } from '../../execute.ts';
import { Crash, type Shortcut } from '../../machine.ts';
import { defineOperation } from '../../operation.ts';
import type { Strategy } from '../../strategy.ts';
import { TASKS_MAX, type TaskSpec } from '../../task.ts';
import { Trace } from '../../trace.ts';
import { ADDS, READ, SETS, type Tape, type TapedMachine, type TapedStage } from '../taped.ts';

/** Words of a recorded toy; each is a place of its own. */
export const WORDS = 8;

/** Keeps count of what a toy's tasks touch. */
class ToyRecorder implements Tape {
  readonly refusal = null;
  paused = false;
  tape: number[] | null = null;
  private readonly known: number[][] = Array.from({ length: TASKS_MAX }, () => []);

  begin(): void {
    for (const known of this.known) known.length = 0;
  }
  heard(task: number): readonly number[] {
    return this.known[task]!;
  }
  answered(task: number, code: number, reply: number): void {
    this.known[task]!.push(code, reply);
  }
  /** The task's code begins anew. */
  forget(task: number): void {
    this.known[task]!.length = 0;
  }
  learns(task: number, value: number): void {
    this.known[task]!.push(value);
  }
}

/** A few words of memory, all of whose accesses are recorded. */
export class RecordedToy implements TapedMachine {
  readonly trace = new Trace();
  readonly recorder = new ToyRecorder();
  readonly words = new Int32Array(WORDS);
  readonly state = this.words;
  readonly hidden = [0, 0] as const;
  running = -1;
  failing = false;
  shortcut: Shortcut | null = null;
  readonly specs: readonly TaskSpec[];

  /** A machine on which these tasks run. */
  constructor(tasks: (machine: RecordedToy) => readonly TaskSpec[]) {
    this.specs = tasks(this);
  }

  /** What is explored: its tasks, on itself. */
  get stage(): TapedStage {
    return {
      machine: this,
      run: (strategy) => this.run(strategy),
      daemons: this.specs.reduce((mask, { daemon }, id) => (daemon ? mask | (1 << id) : mask), 0),
      tasks: this.specs.length,
      ownWords: () => [],
      canFail: () => false,
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

  see(address: number): number {
    const { recorder, running, words } = this;
    const value = words[address]!;
    if (recorder.paused) return value;
    recorder.tape?.push(READ, address, value);
    if (running >= 0) {
      recorder.learns(running, value);
    }
    return value;
  }

  change(address: number, value: number): void {
    this.recorder.tape?.push(SETS, address, value);
    this.words[address] = value;
  }

  add(address: number, summand: number): void {
    this.recorder.tape?.push(ADDS, address, summand);
    this.words[address]! += summand;
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
