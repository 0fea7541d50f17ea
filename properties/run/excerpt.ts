import { sourceAt } from '../../impl/locate.ts';
import type { Subject } from '../../impl/subject.ts';
import { placeName, type SourceLine } from '../../scheduler/source-line.ts';
import type { Trace } from '../../scheduler/trace.ts';
import type { EventLine, Excerpt } from '../answers/finding.ts';
import type { Violation } from '../judge/invariant.ts';
import { lastPlace } from './last-place.ts';

/** Lines shown before and after the one at which a law broke. */
const AROUND = 3;

/**
 * The lines around the one at which a law broke in the run that the trace is of, or around another
 * one that is to blame.
 */
export function excerptOf(
  subject: Subject,
  trace: Trace,
  { event, task }: Violation,
  blame?: SourceLine,
): Excerpt | undefined {
  const place = blame ?? trace.places[event] ?? lastPlace(trace, task, event);
  const text = place && sourceAt(subject, place);
  if (!place || text === undefined) return undefined;
  const all = text.split('\n');
  const first = Math.max(1, place.line - AROUND);
  const lines = all
    .slice(first - 1, place.line + AROUND)
    .map((content, index) => ({ line: first + index, text: content.trimEnd() }));
  return { at: placeName(place), exact: !blame && trace.places[event] !== undefined, lines };
}

/** The lines that made events of the trace, in the order in which they came first. */
export function linesOf(subject: Subject, { places }: Trace): EventLine[] {
  const texts = new Map<string, readonly string[] | undefined>();
  const lines = new Map<string, string>();
  for (const place of places) {
    if (place === undefined || lines.has(placeName(place))) continue;
    if (!texts.has(place.path)) texts.set(place.path, sourceAt(subject, place)?.split('\n'));
    const text = texts.get(place.path)?.[place.line - 1];
    if (text !== undefined) lines.set(placeName(place), text.trim());
  }
  return [...lines].map(([at, text]) => ({ at, text }));
}
