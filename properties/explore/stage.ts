import { Kernel, usualFailure } from '../../impl/kernel/kernel.ts';
import { Recorder } from '../../impl/kernel/memory/recorder.ts';
import type { World } from '../../impl/kernel/world.ts';
import { Simulation } from '../../impl/simulation.ts';
import type { Subject } from '../../impl/subject.ts';
import type { TapedStage } from '../../scheduler/explore/taped.ts';
import type { Tools } from '../run/tools.ts';

/** A subject in one world, on a kernel of its own whose every access is recorded. */
export interface SubjectStage extends TapedStage {
  readonly machine: Kernel & { readonly recorder: Recorder };
}

/** Sets the stage for a subject in a legal world. */
export function stageOf(subject: Subject, world: World, { actors }: Tools): SubjectStage {
  const machine = new Kernel(new Recorder()) as SubjectStage['machine'];
  const simulation = new Simulation(actors, machine);
  const tasks = simulation.tasks(subject, world);
  subject.adopt?.(machine);
  return {
    machine,
    tasks: tasks.length,
    ownWords: (task) => machine.stackOf(task),
    canFail: ({ kind }) => usualFailure(kind) !== 0,
    run: (strategy) => simulation.run(subject, world, strategy),
    daemons: tasks.reduce((mask, { daemon }, task) => (daemon ? mask | (1 << task) : mask), 0),
  };
}
