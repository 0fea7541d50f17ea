import { chart } from '../../../model/chart.ts';
import type { Position } from '../../../properties/run/stepper.ts';
import { chooser, draw } from './draw.ts';

/** The drawing that the page brings along: it shows where one faulting task is. */
export class Statechart {
  private readonly section: HTMLElement;
  private readonly head = draw('h2', {});
  /** The task that is shown, until another one is chosen or takes a step. */
  private shown = 0;

  /** The section has the drawing in it, with a `data-state` for each state. */
  constructor(section: HTMLElement) {
    this.section = section;
    section.prepend(this.head);
  }

  /** Lights the states of the task that took the last step, if it is a faulting one. */
  show(position: Position): void {
    const last = position.choices.at(-1) ?? 0;
    if (isFaulting(position, last) || !isFaulting(position, this.shown)) this.shown = last;
    this.light(position);
  }

  private light(position: Position): void {
    const { tasks } = position;
    const faulting = tasks.filter(({ chart }) => chart !== null).map(({ name }) => name);
    const { name, chart: standing } = tasks[this.shown]!;
    this.head.replaceChildren(
      chooser('Statechart of', faulting, name, (chosen) => {
        this.shown = tasks.findIndex((task) => task.name === chosen);
        this.light(position);
      }),
    );
    const lit = statesOf(standing ?? '');
    for (const state of this.section.querySelectorAll<SVGElement>('[data-state]')) {
      state.classList.toggle('lit', lit.has(state.dataset.state!));
    }
  }
}

const isFaulting = ({ tasks }: Position, task: number): boolean => tasks[task]?.chart != null;

/** One state of each region: those that are named, and the first of those that are not. */
function statesOf(standing: string): Set<string> {
  const named = standing.split(' ');
  return new Set(
    chart.regions.map(
      ({ name, initial }) => named.find((state) => state.startsWith(`${name}.`)) ?? initial,
    ),
  );
}
