import { describe, expect, test } from 'vitest';
import { COUNTEREXAMPLE_SCHEMA, type Counterexample } from '../answers/counterexample.ts';
import { check, replay } from '../executor.ts';
import { options, subject, tools } from './harness.ts';

/** The suite that asks whether answers under these strategies can be had again. */
export const askAgain = (strategies: readonly string[]) =>
  describe('an answer', () => {
    test.each(strategies)('is the same for the same seed, under %s', async (strategy) => {
      const rfc = await subject('rfc');
      const ask = () => check(rfc, tools, options({ runs: 600, strategy }));
      expect(JSON.stringify(ask())).toBe(JSON.stringify(ask()));
    });

    test.each(strategies)(
      'names runs that replay to the same trace, under %s',
      async (strategy) => {
        const rfc = await subject('rfc');
        const { violations } = check(rfc, tools, options({ runs: 1500, strategy }));
        expect(violations.length).toBeGreaterThan(0);
        for (const finding of violations) {
          const file: Counterexample = {
            schema: COUNTEREXAMPLE_SCHEMA,
            subject: 'rfc',
            profile: rfc.profile,
            finding,
          };
          const again = replay(JSON.parse(JSON.stringify(file)), rfc, tools);
          expect(again).toMatchObject({ verdict: 'reproduced', difference: null });
          expect(again.finding?.found).toBe(finding.found);
        }
      },
    );
  });
