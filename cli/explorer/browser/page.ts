import type { World } from '../../../impl/kernel/world.ts';
import { taskNames } from '../../../impl/simulation.ts';
import {
  assembleSubject,
  type Driver,
  type HelpersModule,
  type Subject,
} from '../../../impl/subject.ts';
import { type Position, Positions } from '../../../properties/run/stepper.ts';
import type { Tools } from '../../../properties/run/tools.ts';
import { worldInWords } from '../../../reports/page/world.ts';
import { type Address, addressIn, fragmentOf } from './address.ts';
import { button, chooser, draw } from './draw.ts';
import { lanes } from './lanes.ts';
import { changes, laws, tasks } from './panels.ts';
import { Statechart } from './statechart.ts';

/** What the bundle has: the catalogue's entries by name, and worlds of kept counterexamples. */
export interface Catalogue {
  readonly helpers: ReadonlyMap<string, HelpersModule>;
  readonly driver: Driver;
  readonly tools: Tools;
  readonly kept: ReadonlyMap<string, World>;
}

/**
 * Shows the position that the URL says, and goes where the reader wants. The page has an element
 * `explorer` to be filled, and a section `statechart` with the drawing.
 */
export function open(catalogue: Catalogue, page: Document): void {
  const explorer = new Explorer(catalogue, page);
  addEventListener('hashchange', () => explorer.show());
  addEventListener('keydown', (event) => explorer.press(event));
  explorer.show();
}

class Explorer {
  private readonly catalogue: Catalogue;
  private readonly root: HTMLElement;
  private readonly statechart: Statechart;
  private readonly worlds: ReadonlyMap<string, World>;
  private known: { key: string; positions: Positions } | undefined;
  private address: Address;
  private position: Position | undefined;

  constructor(catalogue: Catalogue, page: Document) {
    this.catalogue = catalogue;
    this.root = page.getElementById('explorer')!;
    this.statechart = new Statechart(page.getElementById('statechart')!);
    const litmus = [...catalogue.tools.worlds].map(([name, { world }]) => [name, world] as const);
    this.worlds = new Map([...litmus, ...catalogue.kept]);
    this.address = this.home();
  }

  /** Draws where the URL says that we are. */
  show(): void {
    const known = { subjects: [...this.catalogue.helpers.keys()], worlds: [...this.worlds.keys()] };
    const asked = addressIn(location.hash, this.home(), known);
    const position = this.positionsOf(asked).at(asked.choices);
    this.address = { ...asked, choices: position.choices };
    this.position = position;
    this.render(position, known);
    this.statechart.show(position);
  }

  /** A digit lets that task go on, Backspace takes a step back. */
  press(event: KeyboardEvent): void {
    const inField = event.target instanceof HTMLSelectElement;
    if (inField || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Backspace' || event.key === 'u') this.back();
    else if (/^[1-9]$/.test(event.key)) this.step(Number(event.key) - 1);
    else return;
    event.preventDefault();
  }

  private home(): Address {
    const [subject] = this.catalogue.helpers.keys();
    return {
      subject: this.catalogue.helpers.has('rfc') ? 'rfc' : subject!,
      world: 'two-faults',
      choices: [],
    };
  }

  private positionsOf({ subject, world }: Address): Positions {
    const key = `${subject} ${world}`;
    if (this.known?.key !== key) {
      const positions = new Positions(
        this.subject(subject),
        this.worlds.get(world)!,
        this.catalogue.tools,
      );
      this.known = { key, positions };
    }
    return this.known.positions;
  }

  private subject(name: string): Subject {
    const module = this.catalogue.helpers.get(name)!;
    return module.ttm_bo_vm_fault
      ? assembleSubject(name, module)
      : assembleSubject(name, module, this.catalogue.driver);
  }

  private go(change: Partial<Address>): void {
    location.hash = fragmentOf({ ...this.address, ...change });
    // The event comes later, and the next key may come before it.
    this.show();
  }

  private step(task: number): void {
    if (this.position?.tasks[task]?.state !== 'enabled') return;
    this.go({ choices: [...this.address.choices, task] });
  }

  private back(): void {
    this.go({ choices: this.address.choices.slice(0, -1) });
  }

  /** Lets a task go on until it cannot, or a law breaks that was kept so far. */
  private run(task: number): void {
    let position = this.position!;
    const before = position.broken.length;
    const positions = this.positionsOf(this.address);
    for (let left = STEPS_AT_ONCE; left > 0; left -= 1) {
      if (position.tasks[task]?.state !== 'enabled' || position.broken.length > before) break;
      position = positions.at([...position.choices, task]);
    }
    this.go({ choices: position.choices });
  }

  private render(
    position: Position,
    known: { subjects: readonly string[]; worlds: readonly string[] },
  ): void {
    const { subject, world, choices } = this.address;
    const spec = this.worlds.get(world)!;
    const focused = document.activeElement?.getAttribute('data-key');
    this.root.replaceChildren(
      draw(
        'header',
        {},
        draw('h1', {}, 'Faultline explorer'),
        chooser('Subject', known.subjects, subject, (name) =>
          this.go({ subject: name, choices: [] }),
        ),
        chooser('World', known.worlds, world, (name) => this.go({ world: name, choices: [] })),
        button('Undo', () => this.back(), { disabled: choices.length === 0, 'data-key': 'undo' }),
        button('Start again', () => this.go({ choices: [] }), {
          disabled: choices.length === 0,
          'data-key': 'again',
        }),
        draw('span', { class: 'count' }, `${choices.length} steps`),
      ),
      draw(
        'main',
        {},
        draw(
          'section',
          { 'aria-label': 'Tasks' },
          draw('h2', {}, 'Who goes next?'),
          tasks(position, { step: (task) => this.step(task), run: (task) => this.run(task) }),
          draw('h2', {}, 'World'),
          draw('ul', {}, ...worldInWords(spec).map((line) => draw('li', {}, line))),
        ),
        lanes(position, spec, taskNames(spec, this.catalogue.tools.actors)),
        draw(
          'section',
          { 'aria-label': 'State' },
          laws(position, this.catalogue.tools),
          changes(position),
        ),
      ),
    );
    if (focused) this.root.querySelector<HTMLElement>(`[data-key="${focused}"]`)?.focus();
    const run = this.root.querySelector('.run');
    if (run) run.scrollTop = run.scrollHeight;
  }
}

/** A task that spins would otherwise never stop. */
const STEPS_AT_ONCE = 100;
