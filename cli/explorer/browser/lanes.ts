import type { World } from '../../../impl/kernel/world.ts';
import type { PortableEvent } from '../../../properties/answers/portable-event.ts';
import type { Position } from '../../../properties/run/stepper.ts';
import { lockLedger } from '../../../reports/page/locks.ts';
import { draw } from './draw.ts';

/** Accesses of memory have a panel of their own. */
const isAccess = ({ event }: PortableEvent): boolean => event === 'read' || event === 'write';

/** The run so far: one lane per task, time downward, and what each task holds. */
export function lanes(
  { trace, broken, choices }: Position,
  world: World,
  { names, linkTo }: { names: readonly string[]; linkTo: (step: number) => string },
): HTMLElement {
  const seen = names.filter((name) => trace.some(({ task }) => task === name));
  const ledger = lockLedger(trace, world.driver.ioReserveLru);
  const breaking = new Set(broken.map(({ violation }) => violation.event));
  const rows: HTMLElement[] = [];
  let step = -1;
  /** Whose step it is: what the kernel does by itself stands there too. */
  let running = '';
  trace.forEach((event, index) => {
    ledger.take(event);
    if (isAccess(event) && !breaking.has(index)) return;
    const first = event.step !== step;
    step = event.step;
    if (first) running = event.task;
    const current = event.step === choices.length - 1;
    rows.push(
      draw(
        'tr',
        {
          class: `${first ? 'step' : 'note'}${breaking.has(index) ? ' broke' : ''}`,
          'aria-current': current && first ? 'step' : false,
        },
        draw(
          'th',
          { scope: 'row' },
          first
            ? draw(
                'a',
                { href: linkTo(event.step + 1), title: 'Back to after this step' },
                String(event.step),
              )
            : '',
        ),
        ...seen.map((name) =>
          lane(event, ledger.heldBy(name), {
            isOwn: name === (event.task || running),
            broke: breaking.has(index),
          }),
        ),
      ),
    );
  });
  const legend = ledger.signs.map(({ sign, meaning }) => `${sign}: ${meaning}`).join(' · ');
  const head = draw(
    'tr',
    {},
    draw('th', { scope: 'col' }, 'Step'),
    ...seen.map((name) => draw('th', { scope: 'col' }, name)),
  );
  return draw(
    'section',
    { 'aria-label': 'Run', class: 'run' },
    draw('h2', {}, 'Run'),
    ...(rows.length === 0
      ? [draw('p', {}, 'Nothing has happened yet: choose who goes first.')]
      : []),
    draw(
      'table',
      { hidden: rows.length === 0 },
      draw('thead', {}, head),
      draw('tbody', {}, ...rows),
    ),
    draw('p', { class: 'legend' }, legend),
  );
}

function lane(
  event: PortableEvent,
  held: readonly string[],
  { isOwn, broke }: { readonly isOwn: boolean; readonly broke: boolean },
): HTMLElement {
  const locks = held.map((sign) => draw('b', { class: `lock ${sign[0]}` }, sign));
  if (!isOwn) return draw('td', {}, ...locks);
  const text = `${broke ? '⚠ ' : ''}${event.waited ? '(waited) ' : ''}${event.text}`;
  return draw('td', { class: 'own' }, ...locks, draw('code', {}, text));
}
