import { describe, expect, test } from 'vitest';
import {
  PROT_ENCRYPTED,
  PROT_PRESENT,
  PROT_RW,
  PROT_UNCACHED,
  PROT_WRITE_COMBINED,
  VM_READ,
  VM_SHARED,
  VM_WRITE,
} from './mm-flags.ts';
import { pgprot_decrypted, ttm_io_prot, ttm_io_prot_of, vm_get_page_prot } from './protection.ts';
import { stage } from './testing/stage.ts';
import { TTM_PL_FLAG_CACHED, TTM_PL_FLAG_UNCACHED, TTM_PL_FLAG_WC } from './ttm-flags.ts';

/** domain.md §2.8, last paragraph. */

const READ = PROT_PRESENT | PROT_ENCRYPTED;

test.each([
  ['readable', VM_READ | VM_SHARED, READ],
  ['shared and writable', VM_READ | VM_WRITE | VM_SHARED, READ | PROT_RW],
  ['private and writable', VM_READ | VM_WRITE, READ],
])('the protection of a vma that is %s', (_, flags, prot) => {
  expect(vm_get_page_prot(flags)).toBe(prot);
});

describe.each([READ, READ | PROT_RW, PROT_PRESENT])('ttm_io_prot of 0x%x', (prot) => {
  test.each([
    ['cached', TTM_PL_FLAG_CACHED, 0],
    ['write-combined', TTM_PL_FLAG_WC, PROT_WRITE_COMBINED],
    ['uncached', TTM_PL_FLAG_UNCACHED, PROT_UNCACHED],
  ])('adds what a %s placement needs, and nothing else', (_, placement, caching) => {
    expect(ttm_io_prot(placement, prot)).toBe(prot | caching);
  });

  test('is followed for io memory by pgprot_decrypted, which clears one bit', () => {
    expect(pgprot_decrypted(prot)).toBe(prot & ~PROT_ENCRYPTED);
  });
});

test.each([
  ['vram', 0],
  ['tt', PROT_ENCRYPTED],
  ['system', PROT_ENCRYPTED],
] as const)('a mapping of %s is encrypted unless it is io memory', (placement, encrypted) => {
  const { bo } = stage({ objects: [{ placement }] });
  const prot = READ | PROT_RW;
  expect(ttm_io_prot_of(bo(), prot)).toBe(PROT_PRESENT | PROT_RW | PROT_WRITE_COMBINED | encrypted);
});
