import { type FaultEvent, faultEvents } from './alphabet.ts';
import {
  all,
  type Condition,
  inside,
  ioFree,
  ioHeld,
  kept,
  mayDecline,
  mayDrop,
  mmapDropped,
  mmapFirst,
  mmapHeld,
  mustStay,
  never,
  no,
  refHeld,
  refsPut,
  resvFree,
  resvHeld,
  retriesMany,
  some,
  usesIoLock,
  within,
} from './conditions.ts';
import type { Contract } from './contracts.ts';

/** A part of a law: what has to hold, and the contract that forbids the event where it does not. */
export type Clause = { readonly contract: Contract; readonly when: Condition };

const clause = (contract: Contract, when: Condition): Clause => ({ contract, when });

const trapStart = [clause('§3.3', within('round.outside'))];
const roundStart = [clause('§3.3', within('round.outside', 'round.retried'))];
const inRound = clause('§1.7', inside);
/** The object is there to be asked. */
const object = [inRound, clause('U1', kept)];
/** Its placement and its table may be looked at; a reservation is held in a round only. */
const state = [clause('R1', resvHeld)];
/** What is signaled is waited for no longer, whoever waits. */
const waitMove = [
  inRound,
  clause('L3', ioFree),
  clause('G4', some(mmapDropped, mustStay, within('move.over'))),
];
const lock = [
  clause('U1', kept),
  clause('L8', resvFree),
  clause('L5', all(ioFree, some(mmapDropped, mmapFirst))),
  clause('G4', some(mmapDropped, mustStay)),
];
const takeIo = [inRound, clause('§2.5', usesIoLock), clause('L8', ioFree)];
const reserveIo = [...state, clause('L4', some(ioHeld, no(usesIoLock)))];
const insert = [
  clause('U1', mmapHeld),
  clause('P1', resvHeld),
  clause('F3', no(within('move.pending'))),
  clause('P4', no(within('mapping.ended', 'mapping.failed'))),
  clause('§2.7', no(within('answer.hookAgain', 'answer.hookFailed'))),
  clause('I1', no(within('answer.ioFailed'))),
  clause('§2.6', no(within('answer.populateAgain', 'answer.populateFailed'))),
];

const isMapped = within('mapping.faultingPage', 'mapping.more', 'mapping.ended');
/** What failed is no error: a signal, or a driver that is busy. */
const isNoError = within(
  'answer.hookAgain',
  'answer.waitAgain',
  'answer.ioAgain',
  'answer.populateAgain',
);
/** The fault may come again, also where it may give up: a lock is busy, time ran out. */
const comesAgain = some(isNoError, within('answer.busy', 'answer.waitExpired'));
const returning = [clause('L1', resvFree), clause('L3', ioFree), clause('U4', refsPut)] as const;
const failure = [
  inRound,
  ...returning,
  clause('L2', mmapHeld),
  clause('P3', no(isMapped)),
  clause('V3', some(within('mapping.failed'), no(isNoError))),
];

/**
 * What has to hold where each event happens, clause by clause.
 *
 * SIGBUS and OOM with nothing to show for them are permitted: of an imported object, an offset
 * outside of it and a missing page no event tells.
 */
export const clauses: Readonly<Record<FaultEvent, readonly Clause[]>> = {
  fault_enter_plain: trapStart,
  fault_enter_retry: trapStart,
  fault_enter_nowait: trapStart,
  fault_enter_tried: roundStart,
  fault_enter_retry_tried: [...roundStart, clause('§3.3', retriesMany)],
  fault_enter_nowait_tried: [...roundStart, clause('§3.3', retriesMany)],
  resv_trylock_ok: [...object, clause('L8', resvFree)],
  resv_trylock_fail: object,
  resv_lock_ok: lock,
  resv_lock_interrupted: lock,
  resv_unlock: [clause('L8', resvHeld)],
  bo_get: object,
  bo_put: [
    clause('U4', refHeld),
    clause('L5', some(mmapHeld, ioFree)),
    clause('U3', some(mmapHeld, resvFree, within('ownReference.two', 'ownReference.more'))),
  ],
  mmap_read_unlock: [
    clause('L2', all(mmapHeld, mayDrop)),
    clause('L3', ioFree),
    clause('U3', some(resvFree, refHeld)),
  ],
  notify_ok: state,
  notify_again: state,
  notify_error: state,
  lru_move: state,
  fence_signaled: [inRound],
  fence_pending: [
    inRound,
    clause('F4', no(within('move.over'))),
    clause('F3', no(all(resvHeld, isMapped))),
  ],
  fence_wait_ok: waitMove,
  fence_wait_interrupted: waitMove,
  fence_wait_error: waitMove,
  fence_wait_expired: waitMove,
  io_lock_ok: takeIo,
  io_lock_interrupted: takeIo,
  io_unlock: [clause('L8', ioHeld)],
  io_reserve_ok: reserveIo,
  io_reserve_error: reserveIo,
  populate_ok: state,
  populate_interrupted: state,
  populate_error: state,
  insert_ok: insert,
  insert_sigbus: insert,
  insert_oom: insert,
  return_zero: [clause('P5', never)],
  // Both the page and what comes again are forgotten with the mmap lock, and on return.
  return_nopage: [
    ...returning,
    clause('P2', some(isMapped, all(within('mapping.nothing'), comesAgain))),
  ],
  return_sigbus: failure,
  return_oom: failure,
  return_retry: [
    inRound,
    ...returning,
    clause('L2', some(mmapDropped, mayDecline)),
    clause('G4', some(mmapHeld, no(within('move.pending')))),
  ],
  return_other: [clause('V1', never)],
  trap_end: [clause('§1.7', within('round.returned', 'round.retried'))],
};

/**
 * When each event is legal.
 *
 * Every transition of every region on an event is guarded by the event's law, so an event is taken
 * by all regions that it concerns or by none, and `snapshot.can(event)` is exact.
 */
export const laws = Object.fromEntries(
  faultEvents.map((event) => [event, all(...clauses[event].map(({ when }) => when))]),
) as Readonly<Record<FaultEvent, Condition>>;
