import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { usage } from '../jobs/failure.ts';
import type { Counterexample } from '../properties/answers/counterexample.ts';
import { gate, replay, shortText } from './answers.ts';
import { type KeepOptions, keptBy, lawsAsked, sessionFor } from './keeping.ts';
import type { Session } from './opened.ts';
import type { GateOptions, ReplayOptions } from './options.ts';

/** What is imported as `faultline/vitest`: subjects in a test suite of one's own. */

export type { KeepOptions } from './keeping.ts';

/** Compiling C may have to wait for a busy machine, and a property ends by itself. */
const NO_LIMIT = 0;

/**
 * Describes a subject, as the command line names it, by a test for each law. A law that is broken
 * fails with fast-check's seed and path, and with the command that replays the same run.
 */
export function describeSubject(subject: string, options: KeepOptions = {}): void {
  describe(subject, async () => {
    const names = await lawsAsked(options);
    if (options.path !== undefined && names.length !== 1) {
      throw usage(`path leads to a run of one law: name it, as laws: ['${names[0]}']`);
    }
    let session: Session;
    beforeAll(async () => {
      session = await sessionFor(subject, options);
    }, NO_LIMIT);
    test.each(names)('keeps %s', { timeout: NO_LIMIT }, async (law) => {
      const broken = await keptBy(session, [law], options);
      if (broken) throw broken;
    });
  });
}

/** What `expect` can say of a subject, as the command line names it. */
export interface SubjectMatchers {
  /** Searches for a run in which a law is broken. */
  toKeepLaws(options?: KeepOptions): Promise<void>;
  /** Asks the gate: the subject breaks, gains and loses nothing that its baseline does not. */
  toRefine(baseline: string, options?: Omit<GateOptions, 'baseline' | 'refine'>): Promise<void>;
  /** Replays a counterexample: its law breaks again; with `not`, the law holds there. */
  toReplay(
    counterexample: string | Counterexample,
    options?: Omit<ReplayOptions, 'subject'>,
  ): Promise<void>;
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends SubjectMatchers {}
}

expect.extend({
  async toKeepLaws(received: unknown, options: KeepOptions = {}) {
    const subject = named(received);
    const names = await lawsAsked(options);
    const broken = await keptBy(await sessionFor(subject, options), names, options);
    const kept = `${subject} keeps ${names.join(', ')} in every run`;
    return { pass: broken === undefined, message: () => broken?.message ?? kept };
  },

  async toRefine(received: unknown, baseline: string, options: GateOptions = {}) {
    const { seed = 1, numRuns } = fc.readConfigureGlobal();
    const search = { seed: seed | 0, ...(numRuns !== undefined && { runs: numRuns }) };
    const asked = { ...search, ...options, baseline, refine: true };
    const report = await gate(named(received), asked);
    return { pass: report.safe, message: () => shortText(report) };
  },

  async toReplay(
    received: unknown,
    counterexample: string | Counterexample,
    options: ReplayOptions = {},
  ) {
    const report = await replay(counterexample, { ...options, subject: named(received) });
    const text = shortText(report);
    if (report.verdict === 'changed' || report.verdict === 'diverged') throw new Error(text);
    return { pass: report.verdict === 'reproduced', message: () => text };
  },
});

function named(received: unknown): string {
  if (typeof received === 'string') return received;
  throw usage(`expected the name or the path of a subject, found ${typeof received}`);
}
