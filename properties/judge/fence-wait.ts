import { ERESTARTSYS } from '../../impl/kernel/errno.ts';
import type { ByEvent } from '../../impl/kernel/event-names.ts';
import { kindOf } from '../../scheduler/event.ts';
import type { Event } from './facts.ts';

/** How a wait for fences came to its end. */
export type WaitEnd = 'signaled' | 'time-ran-out' | 'interrupted' | 'failed';

const failed = (reply: number): WaitEnd => (reply === -ERESTARTSYS ? 'interrupted' : 'failed');
const plain = (reply: number): WaitEnd => (reply === 0 ? 'signaled' : failed(reply));

/** One that is given an end tells the time that is left: 0 is not success (domain.md §2.3). */
function timed(reply: number): WaitEnd {
  if (reply > 0) return 'signaled';
  return reply === 0 ? 'time-ran-out' : failed(reply);
}

const ENDS = {
  dma_fence_wait: plain,
  dma_fence_wait_timeout: timed,
  dma_resv_wait_timeout: timed,
} as const satisfies ByEvent<(reply: number) => WaitEnd>;
type FenceWait = keyof typeof ENDS;

/** Names of every way to wait for fences. */
export const FENCE_WAITS = Object.keys(ENDS) as readonly FenceWait[];

/** The same entry for every way to wait for fences. */
export const atFenceWaits = <Entry>(entry: Entry): Readonly<Record<FenceWait, Entry>> =>
  Object.fromEntries(FENCE_WAITS.map((name) => [name, entry])) as Record<FenceWait, Entry>;

/** How this wait for fences came to its end. */
export const endOfWait = ({ code, reply }: Pick<Event, 'code' | 'reply'>): WaitEnd =>
  ENDS[kindOf(code).name as FenceWait](reply);
