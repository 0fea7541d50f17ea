import type { SourceLine } from '../../scheduler/source-line.ts';
import type { Trace } from '../../scheduler/trace.ts';

/** Where the task had been last when an event came that is none of its source. */
export function lastPlace(trace: Trace, task: number, event: number): SourceLine | undefined {
  for (let index = Math.min(event, trace.count) - 1; index >= 0; index -= 1) {
    if (trace.places[index] !== undefined && trace.at(index).task === task) {
      return trace.places[index];
    }
  }
  return undefined;
}
