import type { PortableEvent } from '../../properties/answers/portable-event.ts';

/** What a step did with a field of the simulated memory. */
export interface Access {
  readonly field: string;
  readonly value: string;
  readonly does: 'reads' | 'writes';
  /** What it was when the run showed it last, if that is something else; else null. */
  readonly was: string | null;
}

/** Follows a run step by step, and says of each which fields its subject read and wrote. */
export function memoryOf(): (events: readonly PortableEvent[]) => Access[] {
  const last = new Map<string, string>();
  return (events) => {
    const seen = new Map<string, Access>();
    for (const { event, object: field, text } of events) {
      if (event !== 'read' && event !== 'write') continue;
      const value = text.slice(`${event} ${field} = `.length);
      const does = event === 'read' ? 'reads' : 'writes';
      const before = last.get(field);
      const was = before === undefined || before === value ? null : before;
      const key = `${does} ${field} ${value}`;
      // A line of a source may read a field several times.
      if (was !== null || !seen.has(key)) seen.set(key, { field, value, does, was });
      last.set(field, value);
    }
    return [...seen.values()];
  };
}
