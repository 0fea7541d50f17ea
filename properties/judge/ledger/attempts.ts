import { PAGE_SHIFT, VM_FAULT_RETRY } from '../../../impl/kernel/mm-flags.ts';
import { endTrap, enterHandler, leaveHandler } from '../attempt.ts';
import type { Entries } from './entry.ts';

/** Where traps, handler calls and helpers begin and end; signals. */
export const ATTEMPTS: Entries = {
  trap_begin({ c: fingerprint, step }, _facts, attempt) {
    attempt.retries = 0;
    attempt.trapFingerprint = fingerprint;
    attempt.trapStep = step;
  },
  trap_end(_event, _facts, attempt) {
    endTrap(attempt);
  },
  fault_enter({ object, a: address, b: flags, c: vma }, _facts, attempt) {
    enterHandler(attempt);
    attempt.inHandler = true;
    attempt.bo = object;
    attempt.vma = vma;
    attempt.address = address;
    attempt.page = (address & 0xffffff) >> PAGE_SHIFT;
    attempt.flags = flags;
  },
  fault_return({ reply }, _facts, attempt) {
    if ((reply & VM_FAULT_RETRY) !== 0 && attempt.mmapReleased > 0) attempt.retries += 1;
    leaveHandler(attempt);
  },
  reserve_return({ reply }, _facts, attempt) {
    if (reply === VM_FAULT_RETRY) attempt.toldToRetry = true;
  },
  reserved_enter({ a: numPrefault, b: prot }, _facts, attempt) {
    attempt.numPrefault = numPrefault;
    attempt.prot = prot;
  },
  reserved_return({ reply }, _facts, attempt) {
    if (reply === VM_FAULT_RETRY) attempt.toldToRetry = true;
  },
  signaled({ a: task, b: signal }, facts) {
    facts.signal[task] = Math.max(facts.signal[task]!, signal);
  },
  user_access({ task, c: userMode }, facts) {
    if (userMode !== 0 && facts.signal[task] === 1) facts.signal[task] = 0;
  },
};
