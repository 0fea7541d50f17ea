import type { Prospect } from '../../../properties/explore/outlook.ts';
import type { Position, TaskPosition } from '../../../properties/run/stepper.ts';
import type { Tools } from '../../../properties/run/tools.ts';
import { percent } from '../../../reports/page/continuations.ts';
import { button, draw } from './draw.ts';

/** What the reader can do with a task, by its number. */
export interface Doing {
  step(task: number): void;
  run(task: number): void;
}

/** Every task: what it would do next, and the buttons that let it. */
export const tasks = (
  { tasks, outcome }: Position,
  prospects: readonly (readonly Prospect[] | undefined)[],
  doing: Doing,
): HTMLElement =>
  draw(
    'div',
    {},
    ...(outcome
      ? [draw('p', { role: 'status', class: 'outcome' }, outcomeText(outcome, tasks))]
      : []),
    draw(
      'ol',
      { class: 'tasks' },
      ...tasks.map((task, id) => taskItem(task, id, { doing, prospects: prospects[id] ?? [] })),
    ),
  );

function taskItem(
  { name, state, next, chart }: TaskPosition,
  id: number,
  { doing, prospects }: { doing: Doing; prospects: readonly Prospect[] },
): HTMLElement {
  const canGo = state === 'enabled';
  const label = next === null ? 'finished' : next;
  const key = (what: string): string => `${what}-${id}`;
  return draw(
    'li',
    { class: state },
    draw('strong', {}, name),
    draw('span', { class: 'state' }, state),
    draw('code', {}, label),
    ...(chart === null
      ? []
      : [draw('span', { class: 'chart', title: 'state of the statechart' }, chart)]),
    ...prospects.map(({ law, share }) =>
      draw(
        'span',
        { class: share > 0 ? 'share' : 'share none' },
        `${percent(share, false)} of continuations break ${law}`,
      ),
    ),
    draw(
      'span',
      { class: 'buttons' },
      button('Step', () => doing.step(id), {
        disabled: !canGo,
        'aria-label': `Step ${name}: ${label}`,
        'data-key': key('step'),
      }),
      button('Run on', () => doing.run(id), {
        disabled: !canGo,
        'aria-label': `Run ${name} until it cannot go on`,
        'data-key': key('run'),
      }),
    ),
  );
}

function outcomeText(outcome: NonNullable<Position['outcome']>, tasks: Position['tasks']): string {
  switch (outcome.kind) {
    case 'completed':
      return 'The run is complete.';
    case 'deadlocked':
      return `Deadlock: ${outcome.blocked.map((id) => tasks[id]?.name ?? '').join(', ')} wait for ever.`;
    case 'crashed':
      return `Crash in ${tasks[outcome.task]?.name}: ${outcome.message}`;
    case 'step-bound-exceeded':
      return 'The run was stopped: it does not come to an end.';
    case 'diverged':
      return `The run cannot be followed: ${outcome.wanted}`;
  }
}

/** The laws that are broken by now, each with what was found and what follows from it. */
export function laws({ broken }: Position, { invariants }: Tools): HTMLElement {
  const items = broken.map(({ violation, consequences }) =>
    draw(
      'li',
      {},
      draw('strong', {}, violation.invariant),
      draw('p', {}, invariants.get(violation.invariant)?.claim ?? ''),
      draw('p', {}, `Found in step ${violation.step}: ${violation.found}`),
      ...(consequences.length === 0
        ? []
        : [draw('p', {}, `With it: ${consequences.map(({ invariant }) => invariant).join(', ')}`)]),
    ),
  );
  const kept = `All ${invariants.size} laws are kept so far.`;
  return draw(
    'div',
    { 'aria-live': 'polite' },
    draw('h2', {}, broken.length === 0 ? 'Laws' : 'Broken laws'),
    broken.length === 0
      ? draw('p', { class: 'kept' }, kept)
      : draw('ul', { class: 'broken' }, ...items),
  );
}

/** The memory that is not as it was at boot; what the last step changed is marked. */
export const changes = ({ changes }: Position): HTMLElement =>
  draw(
    'div',
    {},
    draw('h2', {}, 'Memory'),
    draw(
      'table',
      { class: 'memory' },
      draw(
        'thead',
        {},
        draw(
          'tr',
          {},
          ...['Field', 'At first', 'Now'].map((text) => draw('th', { scope: 'col' }, text)),
        ),
      ),
      draw(
        'tbody',
        {},
        ...changes.map(({ field, was, is, fresh }) =>
          draw(
            'tr',
            { class: fresh ? 'fresh' : '' },
            draw('th', { scope: 'row' }, `${fresh ? '● ' : ''}${field}`),
            draw('td', {}, was),
            draw('td', {}, is),
          ),
        ),
      ),
    ),
  );
