import { entries } from '../../catalog.ts';
import type { Subject } from '../../impl/subject.ts';
import type { Bound, RestartBounds, Restarts } from '../answers/restart-bounds.ts';
import { restartsOf } from '../explore/restarts.ts';
import type { Litmus } from '../worlds/litmus-world.ts';
import { subject, tools } from './harness.ts';

/** Every litmus world, by name. */
export const WORLDS = await entries<Litmus>('worlds');

/** Helpers of before v5.7 under the page-fault loop of v5.7, where row B12 is. */
export async function underManyRetries(name: string): Promise<Subject> {
  const helpers = await subject(name);
  return { ...helpers, profile: { ...helpers.profile, retry: 'many' } };
}

/** The restarts of a subject in a litmus world. */
export function restartsIn(it: Subject, name: string, transitionsMax = 300_000): Restarts {
  const { world } = WORLDS.get(name)!;
  const stop = (): boolean => false;
  return restartsOf(it, world, { tools, transitionsMax, stop });
}

/** `4/1/2`: handler calls, retries and traps at most; where it differs, `unfair fair`. */
export function inShort({ unfair, fair }: Restarts): string {
  const [one, other] = [bounds(unfair), bounds(fair)];
  return one === other ? one : `${one} ${other}`;
}

const bounds = ({ calls, retries, traps }: RestartBounds): string =>
  [calls, retries, traps].map(bound).join('/');

const SIGNS: Readonly<Record<Bound['known'], string>> = {
  exact: '',
  'at-least': '≥',
  unbounded: '∞',
};
const bound = ({ most, known }: Bound): string =>
  known === 'unbounded' ? SIGNS.unbounded : `${SIGNS[known]}${most}`;
