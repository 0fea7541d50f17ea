import {
  faultResultNames,
  VM_FAULT_NOPAGE,
  VM_FAULT_OOM,
  VM_FAULT_RETRY,
  VM_FAULT_SIGBUS,
} from '../../../impl/kernel/mm-flags.ts';
import { isMkwrite } from '../attempt.ts';
import type { Invariant } from '../invariant.ts';

const RESERVE: readonly number[] = [0, VM_FAULT_NOPAGE, VM_FAULT_RETRY];
/** From v5.11 on imported objects are refused here (domain.md §1.4). */
const RESERVE_WITHOUT_IO_LOCK: readonly number[] = [...RESERVE, VM_FAULT_SIGBUS];
const FAULT: readonly number[] = [VM_FAULT_NOPAGE, VM_FAULT_SIGBUS, VM_FAULT_OOM, VM_FAULT_RETRY];
/** After 0 the core makes the entry writable; VM_FAULT_RETRY is for `retry-only-if-allowed`. */
const MKWRITE: readonly number[] = [0, ...FAULT];

function undocumented(who: string, reply: number, allowed: readonly number[]): string | undefined {
  if (allowed.includes(reply)) return undefined;
  return `${who} returned ${faultResultNames(reply)}, not one of ${allowed.map(faultResultNames).join(', ')}`;
}

/**
 * Callers compare results for equality, so a result is one code and nothing else.
 *
 * Zero would make the core look at `vmf->page`, which is NULL; an errno has all the wrong bits.
 */
const invariant: Invariant = {
  claim:
    'A result is exactly one of the documented VM_FAULT codes: no errno, no two codes at once.',
  source: 'domain.md §7 V1, P5, §1.4, §1.5, §3.3; broken by B5, B15 in §6',
  on: {
    reserve_return: ({ reply }, { profile }) =>
      undocumented('ttm_bo_vm_reserve', reply, profile.ioLock ? RESERVE : RESERVE_WITHOUT_IO_LOCK),
    reserved_return: ({ reply }) => undocumented('ttm_bo_vm_fault_reserved', reply, FAULT),
    fault_return: ({ reply }, { attempt }) =>
      undocumented('the handler', reply, isMkwrite(attempt) ? MKWRITE : FAULT),
  },
};

export default invariant;
