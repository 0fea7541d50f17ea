/**
 * The contracts that guards of the statechart cite: a law of domain.md §7, or a section of it.
 *
 * A guard that none of these forbids has no place in the chart: the order in which the kernel
 * happens to do things is no contract.
 */
export const contracts = {
  L1: 'the handler returns without the reservation',
  L2: 'the mmap lock is released once, and only for VM_FAULT_RETRY without RETRY_NOWAIT',
  L3: 'the io lock is held neither on return nor while mmap is dropped or a fence is waited for',
  L4: 'io memory is reserved under the io lock of its manager',
  L5: 'locks are waited for in the order of the kernel',
  L8: 'only an owner unlocks, and nobody takes a lock twice',
  U1: 'once the mmap lock is released, the object is used only with an own reference',
  U3: 'the reservation is unlocked only while a reference keeps the object',
  U4: 'references that were taken are put, and no others',
  F3: 'nothing is inserted while a move is under way',
  F4: 'a signaled fence stays signaled',
  P1: 'entries are inserted under the reservation',
  P2: 'VM_FAULT_NOPAGE means that the page is mapped, or that the fault has to come again',
  P3: 'an error means that the faulting page is not mapped; errors of later pages are swallowed',
  P4: 'entries are a run that begins at the faulting page',
  P5: 'a fault handler never returns 0',
  I1: 'only a successful io reserve leaves a bus address that is valid',
  R1: 'placement, table and LRU place belong to the reservation',
  V1: 'the result is one documented code',
  V3: 'a signal, or an object that is busy, is no error',
  G4: 'where a fault may retry, nobody waits under the mmap lock, and RETRY waits before it comes',
  '§1.7': 'a handler is called, returns once, and does nothing after that',
  '§3.3': 'the core begins a round only outside of one, with the flags of its loop',
  '§2.5': 'io memory has a lock up to v5.9',
  '§2.6': 'pages are there once populating has succeeded',
  '§2.7': "what the driver's hook has not made visible cannot be mapped",
} as const;

/** What a guard cites. */
export type Contract = keyof typeof contracts;
