import { expect, describe as group, test } from 'vitest';
import { run } from '../run.ts';
import { chartTableOf, describe, forbiddenBy } from '../table.ts';
import { namedProfiles, runsOf } from './parse.ts';
import { fence } from './rejected/fence.ts';
import { ioLock } from './rejected/io-lock.ts';
import { mapping } from './rejected/mapping.ts';
import { mmapLock } from './rejected/mmap-lock.ts';
import { objectReference } from './rejected/object-reference.ts';
import { reservation } from './rejected/reservation.ts';

const topics = [reservation, mmapLock, objectReference, fence, ioLock, mapping];

group.each(namedProfiles)(
  'the last event is refused under %s, because the subject',
  (_, profile) => {
    const table = chartTableOf(profile);

    test.each(topics.flatMap((runs) => runsOf(profile, runs)))('$title', ({ title, events }) => {
      const { taken, state } = run(table, events);
      expect(events.slice(taken), describe(table, state)).toEqual(events.slice(-1));
      // What the title has in brackets at its end is all that forbids the event.
      const cited = /\(([^()]+)\)$/.exec(title)?.[1]?.split('; ');
      expect(forbiddenBy(table, state, events.at(-1)!)).toEqual(cited);
    });
  },
);
