import { describe, expect, test } from 'vitest';
import { dma_resv_unlock } from '../kernel/dma-resv.ts';
import type { Subject } from '../subject.ts';
import {
  type Call,
  failing,
  play,
  type Setting,
  VERSIONS,
  type Version,
  versions,
} from './testing/play.ts';

/** `ttm_bo_vm_fault_reserved` in every version: the rows of domain.md §1.5 and §1.6. */

const first = (version: Version, setting: Setting): Call => play(version, setting)[0]!;
const system = { object: { placement: 'system' } } as const satisfies Setting;

/** From v5.11 on drivers call their hook themselves. */
const notified = versions.filter((version) => version !== 'v5.11');
const withIoLock = versions.filter((version) => !['v5.10', 'v5.11'].includes(version));
const inverted: readonly Version[] = ['v5.10', 'v5.11'];
const unfixed: readonly Version[] = ['v5.3', 'rfc'];

describe.each(versions)('%s', (version) => {
  const pages = unfixed.includes(version) ? 2 : 3;
  test.each(['vram', 'tt', 'system'] as const)(`maps ${pages} of 3 pages of %s`, (placement) => {
    const call = first(version, { object: { placement } });
    expect(call).toMatchObject({ code: 'VM_FAULT_NOPAGE', held: 'M', mapped: pages });
    expect(call.helpers.at(-1) ?? 'VM_FAULT_NOPAGE M+R').toBe('VM_FAULT_NOPAGE M+R');
  });

  test('stops at the end of the vma', () => {
    const call = first(version, { vma: { offset: 1, pages: 2 }, fault: { page: 1 } });
    expect(call).toMatchObject({ code: 'VM_FAULT_NOPAGE', mapped: 1 });
  });

  test('refuses imported objects', () => {
    const call = first(version, { object: { placement: 'tt', imported: true } });
    expect(call).toMatchObject({ code: 'VM_FAULT_SIGBUS', held: 'M', mapped: 0 });
  });

  test('refuses a page beyond the object, and gives the io lock back', () => {
    const call = first(version, { vma: { pages: 4, overhang: true }, fault: { page: 3 } });
    expect(call).toMatchObject({ code: 'VM_FAULT_SIGBUS', held: 'M', mapped: 0 });
  });

  test('says that memory is short when the pages cannot be had', () => {
    const call = first(version, { ...system, ...failing('ttm_tt_populate', 'ENOMEM') });
    expect(call).toMatchObject({ code: 'VM_FAULT_OOM', held: 'M', mapped: 0 });
  });

  test('says so too when the first page is missing, but not for a later one', () => {
    const missing = failing('ttm_tt_populate', 'MISSING_PAGE');
    const one = { object: { placement: 'system', pages: 1 }, vma: { pages: 1 } } as const;
    expect(first(version, { ...one, ...missing })).toMatchObject({ code: 'VM_FAULT_OOM' });
    const call = first(version, { ...system, ...missing });
    expect(call).toMatchObject({ code: 'VM_FAULT_NOPAGE', mapped: 2 });
  });

  test(`${version === 'rfc' ? 'keeps' : 'holds no'} io lock when io memory is refused`, () => {
    const call = first(version, failing('ttm_mem_io_reserve', 'EINVAL'));
    const held = version === 'rfc' ? 'M+IO' : 'M';
    expect(call).toMatchObject({ code: 'VM_FAULT_SIGBUS', held, mapped: 0 });
  });

  const whenFirstFails = inverted.includes(version) ? 'VM_FAULT_NOPAGE' : 'VM_FAULT_SIGBUS';
  test(`returns ${whenFirstFails} when the faulting page cannot be mapped`, () => {
    const call = first(version, failing('vmf_insert', 'VM_FAULT_SIGBUS', 1));
    expect(call).toMatchObject({ code: whenFirstFails, held: 'M', mapped: 0 });
  });

  const returned = unfixed.includes(version) || inverted.includes(version);
  test(`${returned ? 'returns' : 'swallows'} the error of a page after it`, () => {
    const call = first(version, failing('vmf_insert', 'VM_FAULT_OOM', 2));
    const code = returned ? 'VM_FAULT_OOM' : 'VM_FAULT_NOPAGE';
    expect(call).toMatchObject({ code, held: 'M', mapped: 1 });
  });
});

describe.each(notified)("%s and the driver's hook", (version) => {
  const leaks = !['v5.10', 'repaired'].includes(version);
  test.each([
    ['EBUSY', 'VM_FAULT_NOPAGE'],
    ['ERESTARTSYS', 'VM_FAULT_NOPAGE'],
    ['EINVAL', 'VM_FAULT_SIGBUS'],
    ['ENOMEM', 'VM_FAULT_SIGBUS'],
  ] as const)(`-%s is %s, and the fence is ${leaks ? 'leaked' : 'given back'}`, (error, code) => {
    const call = first(version, {
      object: { moving: 'signaled' },
      driver: { notify: 'keeps' },
      ...failing('fault_reserve_notify', error),
    });
    expect(call).toMatchObject({ code, held: 'M', mapped: 0 });
    expect(call.operations.includes('dma_fence_put')).toBe(!leaks);
  });

  test('an object that it moved goes to the tail of the LRU list', () => {
    const call = first(version, { driver: { notify: 'to-tt' } });
    expect(call.operations).toContain('ttm_bo_move_to_lru_tail');
    expect(call).toMatchObject({ code: 'VM_FAULT_RETRY', held: '-' });
  });
});

test.each(withIoLock)('%s maps nothing when a signal ends its wait for the io lock', (version) => {
  const environment = [
    { actor: 'io-evictor', target: 0, variant: 'vram' },
    { actor: 'signal', target: 0, variant: 'non-fatal' },
  ];
  // The io evictor takes the lock, the signal is sent, then the fault begins.
  const order = [
    { at: 0, to: 1 },
    { at: 1, to: 1 },
    { at: 2, to: 0 },
  ];
  const [call] = play(version, { environment, fault: { caller: 'fixup-locked' } }, order);
  expect(call).toMatchObject({ code: 'VM_FAULT_NOPAGE', held: 'M', mapped: 0 });
  expect(call!.operations).toContain('ttm_mem_io_lock');
  expect(call!.operations).not.toContain('ttm_mem_io_unlock');
});

test.each([
  ['v5.5', 'VM_FAULT_NOPAGE'],
  ['v5.10', '0'],
] as const)('%s, asked for no page at all, returns %s', (version, code) => {
  const { ttm_bo_vm_reserve, ttm_bo_vm_fault_reserved } = VERSIONS[version];
  const subject: Subject = {
    name: version,
    profile: VERSIONS[version].profile,
    *fault(vmf) {
      const bo = vmf.vma!.vm_private_data!;
      yield* ttm_bo_vm_reserve(bo, vmf);
      const ret = yield* ttm_bo_vm_fault_reserved(vmf, vmf.vma!.vm_page_prot, 0);
      yield dma_resv_unlock(bo.base.resv!);
      return ret;
    },
  };
  expect(play(subject, {})[0]).toMatchObject({ code, held: 'M', mapped: 0 });
});
