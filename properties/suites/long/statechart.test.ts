import { expect, test } from 'vitest';
import { chartProfiles } from '../../../model/profile.ts';
import { chartTableOf } from '../../../model/table.ts';
import { disagreements } from '../../../model/testing/agreement.ts';

test.each(Object.entries(chartProfiles))(
  'the table of %s says what XState says, in every configuration and on each event',
  (_, profile) => {
    const table = chartTableOf(profile);
    expect(table.states.length).toBeGreaterThan(1000);
    expect(disagreements(table, 1)).toEqual([]);
  },
);
