import type { Subject } from '../../impl/subject.ts';
import type { Difference } from '../answers/refinement.ts';
import { refine } from '../compare/refinement/refine.ts';
import { Session } from '../run/session.ts';
import { options, subject, tools } from './harness.ts';

/** Both sides of a comparison, as sessions of their own. */
export const sessionsOf = (candidate: Subject, baseline: Subject) =>
  [new Session(candidate, tools), new Session(baseline, tools)] as const;

/** A comparison of two subjects of the catalogue, made anew. */
export const fresh = async (candidate: string, baseline: string) =>
  refine(sessionsOf(await subject(candidate), await subject(baseline)), options());

const known = new Map<string, ReturnType<typeof fresh>>();

/** What was found once for a pair is not looked for again. */
export function refined(candidate: string, baseline: string): ReturnType<typeof fresh> {
  const pair = `${candidate} ${baseline}`;
  const found = known.get(pair) ?? fresh(candidate, baseline);
  known.set(pair, found);
  return found;
}

/** What was found, as `candidate: fault waits for resv`. */
export const kinds = (differences: readonly Difference[]): string[] =>
  differences.map(({ only, kind }) => `${only}: ${kind}`);
