import { Crash } from '../../scheduler/machine.ts';
import { Operation } from '../../scheduler/operation.ts';
import { EINTR } from './errno.ts';
import type { Kernel } from './kernel.ts';
import { LAYOUT } from './memory/layout.ts';
import { held_resource } from './memory/structs.ts';
import { primitive } from './primitive.ts';

/**
 * What a driver takes and gives back beside TTM's own: its locks, references, power (domain.md
 * §5.4). Which functions do that, a pair says (`impl/c/pairs/`); here it only has a number.
 */

/** How something is taken, as bits. */
export const TAKE = {
  /** Nobody else may have it; without this bit others may have it the same way. */
  alone: 1,
  /** Whoever cannot have it is told so, and does not wait. */
  tries: 2,
  /** A signal ends the waiting. */
  interruptible: 4,
  /** It may sleep. */
  sleeps: 8,
  /** Nothing may sleep while it is held. */
  atomic: 16,
} as const;

const names: string[] = [];

/** The number of the pair with this name, from 1. */
export function namePair(name: string): number {
  const known = names.indexOf(name) + 1;
  return known > 0 ? known : names.push(name);
}

/** The name of the pair with this number. */
export const pairName = (number: number): string => names[number - 1] ?? `pair ${number}`;

/** The place of what is held of this pair under this key; a free one if it is not held. */
function placeOf(kernel: Kernel, key: number, pair: number): held_resource | undefined {
  let free: held_resource | undefined;
  for (const address of LAYOUT.resources) {
    const place = held_resource.at(kernel, address);
    if (place.pair === pair && place.key === key) return place;
    if (place.pair === 0) free ??= place;
  }
  return free;
}

function canTake(kernel: Kernel, key: number, pair: number, how: number): boolean {
  const place = placeOf(kernel, key, pair);
  if (!place || place.pair === 0) return true;
  return place.owner === 0 && ((how & TAKE.alone) === 0 || place.count === 0);
}

const RESOURCE_TAKE = primitive({
  name: 'resource_take',
  args: ['int', 'int'],
  reply: 'errno',
  enabled: (kernel, task, { object, a, b }) =>
    (b & TAKE.tries) !== 0 ||
    canTake(kernel, object, a, b) ||
    ((b & TAKE.interruptible) !== 0 && kernel.signal(task) !== 0),
  perform(kernel, task, { object, a, b }) {
    if (!canTake(kernel, object, a, b)) return (b & TAKE.tries) !== 0 ? 0 : -EINTR;
    const place = placeOf(kernel, object, a);
    if (!place) throw new Crash(`more is held than ${LAYOUT.resources.length} things at a time`);
    place.pair = a;
    place.key = object;
    if ((b & TAKE.alone) !== 0) place.owner = task + 1;
    else place.count += 1;
    return (b & TAKE.tries) !== 0 ? 1 : 0;
  },
});

const RESOURCE_GIVE = primitive({
  name: 'resource_give',
  args: ['int'],
  perform(kernel, _task, { object, a }) {
    const place = placeOf(kernel, object, a);
    // What nobody has is the law's to judge.
    if (!place || place.pair === 0) return 0;
    if (place.owner !== 0) place.owner = 0;
    else if (place.count > 0) place.count -= 1;
    if (place.owner !== 0 || place.count !== 0) return 0;
    place.pair = 0;
    place.key = 0;
    return 0;
  },
});

/** 0, or -EINTR after a signal; who only tries is told 1 or 0. */
export const resource_take = (key: number, pair: number, how: number): Operation =>
  new Operation(RESOURCE_TAKE, key, pair, how);
export const resource_give = (key: number, pair: number): Operation =>
  new Operation(RESOURCE_GIVE, key, pair);

const COPY_USER = primitive({
  name: 'copy_user',
  reply: 'errno',
  perform: () => 0,
});

/** Memory of the user's is read or written, which may fault: always 0 here. */
export const copy_user = (): Operation => new Operation(COPY_USER, 0);
