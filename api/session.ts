import type { Invariant } from '../properties/judge/invariant.ts';
import type { Arbitraries, Own, Session } from './opened.ts';
import type { SubjectOptions } from './options.ts';

/** What properties of one's own are written with: a subject in this thread, and what to draw. */

/** Makes a subject ready, as the command line names it. */
export const openSession = async (
  subject: string,
  options: SubjectOptions = {},
): Promise<Session> => (await import('./opened.ts')).openSession(subject, options);

/** The laws by name. */
export const laws = async (own: Own = {}): Promise<ReadonlyMap<string, Invariant>> =>
  (await import('./opened.ts')).laws(own);

/** Worlds and schedules for fast-check, of every actor that there is. */
export const arbitraries = async (own: Own = {}): Promise<Arbitraries> =>
  (await import('./opened.ts')).arbitraries(own);

export type { Arbitraries, Broken, Session } from './opened.ts';
