import { expect, describe as group, test } from 'vitest';
import { run } from '../run.ts';
import { allowed, chartTableOf, describe } from '../table.ts';
import { idle } from './accepted/idle.ts';
import { reserve } from './accepted/reserve.ts';
import { reserved } from './accepted/reserved.ts';
import { namedProfiles, runsOf } from './parse.ts';

group.each(namedProfiles)('a correct subject under %s', (_, profile) => {
  const table = chartTableOf(profile);

  test.each([...runsOf(profile, idle), ...runsOf(profile, reserve), ...runsOf(profile, reserved)])(
    '$title',
    ({ events }) => {
      const { taken, state } = run(table, events);
      const refused = `${describe(table, state)}; allowed: ${allowed(table, state).join(', ')}`;
      expect(events.slice(taken), refused).toEqual([]);
      expect(table.states[state]!.final).toBe(true);
    },
  );
});
