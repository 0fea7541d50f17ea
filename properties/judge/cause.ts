import type { World } from '../../impl/kernel/world.ts';
import { kindOf } from '../../scheduler/event.ts';
import { EVENT_WORDS, FIELD, type Trace } from '../../scheduler/trace.ts';
import type { Cause } from '../answers/work.ts';
import type { Violation } from './invariant.ts';

/** The cause of a violation, read off the trace in which it was found. */
export function causeOf(violation: Violation, trace: Trace, world: World): Cause {
  const code = trace.words[violation.event * EVENT_WORDS + FIELD.code]!;
  const site = violation.event >= trace.count ? 'end' : kindOf(code).name;
  const failures = [...new Set(world.failures.map(({ primitive }) => primitive))].sort();
  return { invariant: violation.invariant, site, failures };
}

/** Does the known cause explain the other one? It does if everything it takes is there. */
export const explains = (known: Cause, other: Cause): boolean =>
  known.invariant === other.invariant &&
  known.site === other.site &&
  known.failures.every((primitive) => other.failures.includes(primitive));

/** A key for maps. */
export const keyOf = ({ invariant, site, failures }: Cause): string =>
  [invariant, site, ...failures].join(' ');
