import type { World } from '../../../impl/kernel/world.ts';
import { taskNames } from '../../../impl/simulation.ts';
import type { Driver, HelpersModule, Subject } from '../../../impl/subject.ts';
import { type Position, Positions } from '../../../properties/run/stepper.ts';
import type { Tools } from '../../../properties/run/tools.ts';
import { worldInWords } from '../../../reports/page/world.ts';
import { type Address, addressIn, fragmentOf, isGiven } from './address.ts';
import { button, chooser, draw } from './draw.ts';
import { lanes } from './lanes.ts';
import { Asking, answerQuestions } from './outlook.ts';
import { changes, laws, tasks } from './panels.ts';
import { source } from './source.ts';
import { Statechart } from './statechart.ts';
import { type InC, subjectsOf } from './subjects.ts';

/** What the bundle has: the catalogue's entries by name, and worlds of kept counterexamples. */
export interface Catalogue {
  readonly helpers: ReadonlyMap<string, HelpersModule>;
  readonly inC: ReadonlyMap<string, InC>;
  readonly driver: Driver;
  readonly tools: Tools;
  readonly kept: ReadonlyMap<string, World>;
}

/**
 * Shows the position that the URL says, and goes where the reader wants. The page has an element
 * `explorer` to be filled, and a section `statechart` with the drawing. The same script is that of
 * the page's worker, which has no document.
 */
export async function open(catalogue: Catalogue): Promise<void> {
  const { helpers, driver, inC, tools } = catalogue;
  const isWorker = typeof document === 'undefined';
  // It is known only while the script runs for the first time.
  const script = isWorker ? '' : (document.currentScript?.textContent ?? '');
  const subjects = await subjectsOf(helpers, driver, inC);
  if (isWorker) {
    answerQuestions(subjects, tools);
    return;
  }
  const explorer = new Explorer({ subjects, tools, kept: catalogue.kept }, document, script);
  addEventListener('hashchange', () => explorer.show());
  addEventListener('keydown', (event) => explorer.press(event));
  explorer.show();
}

/** What there is to choose from. */
interface Offer extends Pick<Catalogue, 'tools' | 'kept'> {
  readonly subjects: ReadonlyMap<string, Subject>;
}

class Explorer {
  private readonly offer: Offer;
  private readonly asking: Asking;
  private readonly root: HTMLElement;
  private readonly statechart: Statechart;
  private readonly worlds: ReadonlyMap<string, World>;
  private known: { key: string; positions: Positions } | undefined;
  private address: Address;
  private position: Position | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(offer: Offer, page: Document, script: string) {
    this.offer = offer;
    this.asking = new Asking(script, () => this.later());
    this.root = page.getElementById('explorer')!;
    this.statechart = new Statechart(page.getElementById('statechart')!);
    const litmus = [...offer.tools.worlds].map(([name, { world }]) => [name, world] as const);
    this.worlds = new Map([...litmus, ...offer.kept]);
    this.address = this.home();
  }

  /** Draws where the URL says that we are. */
  show(): void {
    const known = {
      subjects: [...this.offer.subjects.keys()],
      worlds: [...this.worlds.keys()],
      tasksOf: (world: string) => taskNames(this.worldAt(world), this.offer.tools.actors),
    };
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
    const { subjects } = this.offer;
    const [subject] = subjects.keys();
    return {
      subject: subjects.has('rfc') ? 'rfc' : subject!,
      world: 'two-faults',
      choices: [],
    };
  }

  private positionsOf({ subject, world }: Address): Positions {
    const key = `${subject} ${world}`;
    if (this.known?.key !== key) {
      const positions = new Positions(
        this.offer.subjects.get(subject)!,
        this.worldAt(world),
        this.offer.tools,
      );
      this.known = { key, positions };
    }
    return this.known.positions;
  }

  private worldAt(world: string): World {
    return this.worlds.get(world) ?? (JSON.parse(world) as World);
  }

  /** Draws again when answers have come, several at a time, and never under an open list. */
  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (document.activeElement instanceof HTMLSelectElement) this.later();
      else this.show();
    }, DRAWN_AFTER);
  }

  /** By task that can go on: what may come of it, as far as that is known. */
  private prospects({ tasks, choices }: Position, { subject, world }: Address) {
    return tasks.map(({ state }, id) =>
      state === 'enabled'
        ? this.asking.after(subject, this.worldAt(world), [...choices, id])
        : undefined,
    );
  }

  /** `two-faults ✕ always-resolves` */
  private worldInWords(world: string): string {
    if (isGiven(world)) return 'the world of this run';
    const found = this.asking.breakable(this.address.subject, this.worlds.get(world)!);
    if (found === undefined) return world;
    if (found.laws.length > 0) return `${world} ✕ ${found.laws.join(', ')}`;
    return found.all ? `${world} ✓` : world;
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
    const spec = this.worldAt(world);
    const offered = known.worlds.includes(world) ? known.worlds : [world, ...known.worlds];
    const focused = document.activeElement?.getAttribute('data-key');
    this.root.replaceChildren(
      draw(
        'header',
        {},
        draw('h1', {}, 'Faultline explorer'),
        chooser('Subject', known.subjects, subject, (name) =>
          this.go({ subject: name, choices: [] }),
        ),
        chooser(
          'World',
          offered,
          world,
          (name) => this.go({ world: name, choices: [] }),
          (name) => this.worldInWords(name),
        ),
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
          tasks(position, this.prospects(position, this.address), {
            step: (task) => this.step(task),
            run: (task) => this.run(task),
          }),
          draw('h2', {}, 'World'),
          draw('ul', {}, ...worldInWords(spec).map((line) => draw('li', {}, line))),
        ),
        lanes(position, spec, {
          names: taskNames(spec, this.offer.tools.actors),
          linkTo: (step) => `#${fragmentOf({ ...this.address, choices: choices.slice(0, step) })}`,
        }),
        draw(
          'section',
          { 'aria-label': 'State' },
          laws(position, this.offer.tools),
          ...source(position, this.offer.subjects.get(subject)!),
          changes(position),
        ),
      ),
    );
    if (focused) this.root.querySelector<HTMLElement>(`[data-key="${focused}"]`)?.focus();
    const run = this.root.querySelector('.run');
    if (run) run.scrollTop = run.scrollHeight;
    const line = this.root.querySelector<HTMLElement>('.source [aria-current]');
    const panel = line?.parentElement;
    if (panel) panel.scrollTop = line.offsetTop - panel.clientHeight / 2;
  }
}

/** Milliseconds: answers come in a row. */
const DRAWN_AFTER = 150;

/** A task that spins would otherwise never stop. */
const STEPS_AT_ONCE = 100;
