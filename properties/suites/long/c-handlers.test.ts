import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { subjectOfText } from '../../../impl/c/subject.ts';
import type { Finding } from '../../answers/finding.ts';
import { check } from '../../executor.ts';
import { options, tools } from '../harness.ts';

/** A driver's own handlers in C, over our own helpers of v5.11. */

const textOf = (name: string): string =>
  readFileSync(new URL(`../../../impl/c/${name}.c`, import.meta.url), 'utf8');
const HELPERS = textOf('subjects/v5.11');

/** What the helpers alone break: rows B5 of domain.md §6. */
const OF_HELPERS = ['first-error-reported', 'prefault-error-swallowed'];

/** What is found in a handler after one change of its text. */
async function findingsIn(driver: string, was = '', becomes = ''): Promise<readonly Finding[]> {
  const text = textOf(`drivers/${driver}`);
  if (!text.includes(was)) throw new Error(`${driver}.c has no line ${was}`);
  const changed = { path: `${driver}.c`, text: text.replace(was, becomes) };
  const subject = await subjectOfText('v5.11.c', HELPERS, {}, changed);
  return check(subject, tools, options({ runs: 6000 })).violations;
}

const lawsIn = (findings: readonly { invariant: string }[]): string[] =>
  findings.map(({ invariant }) => invariant);

test('the name says whose handler is linked with which helpers', async () => {
  const driver = { path: 'a/b.c', text: textOf('drivers/sectioned') };
  const subject = await subjectOfText('v5.11.c', HELPERS, {}, driver);
  expect(subject.name).toBe('v5.11.c+a/b.c:sectioned_fault');
  expect(subject.profileFrom).toBe('inferred');
});

describe('a handler', () => {
  test.each(['sectioned', 'write-notified'])(
    '%s breaks what its helpers break, and no more',
    async (driver) => {
      expect(lawsIn(await findingsIn(driver))).toEqual(OF_HELPERS);
    },
  );

  test('that shows a page of zeroes for a device that is gone breaks no more either', async () => {
    const was = '\t\tret = VM_FAULT_SIGBUS;\n';
    const becomes = '\t\tret = ttm_bo_vm_dummy_page(vmf, vmf->vma->vm_page_prot);\n';
    expect(lawsIn(await findingsIn('sectioned', was, becomes))).toEqual(OF_HELPERS);
  });

  test.each([
    [
      'reservation-matches-return',
      'that forgets RETRY_NOWAIT',
      'sectioned',
      ' && !(vmf->flags & FAULT_FLAG_RETRY_NOWAIT)',
      '',
    ],
    [
      'no-unlock-after-retry',
      'that unlocks after VM_FAULT_RETRY',
      'sectioned',
      '\tif (mmap_lock_is_gone(vmf, ret))\n\t\treturn ret;\n',
      '',
    ],
    [
      'device-section-balanced',
      'that leaves the device section open when it retries',
      'sectioned',
      '\tret = map_pages(bo, vmf);\n\tdrm_dev_exit(idx);\n',
      '\tret = map_pages(bo, vmf);\n\tif (ret != VM_FAULT_RETRY)\n\t\tdrm_dev_exit(idx);\n',
    ],
    [
      'reservation-matches-return',
      'that shows a page of zeroes for a device that is gone, and keeps the reservation',
      'sectioned',
      '\t\tret = VM_FAULT_SIGBUS;\n\t\tgoto unlock;\n',
      '\t\treturn ttm_bo_vm_dummy_page(vmf, vmf->vma->vm_page_prot);\n',
    ],
    [
      'unplugged-device-not-mapped',
      'that does not ask whether the device is gone',
      'sectioned',
      '\t\tret = VM_FAULT_SIGBUS;\n\t\tgoto unlock;\n',
      '',
    ],
    [
      'retry-only-if-allowed',
      'that retries from mkwrite',
      'write-notified',
      '\tvmf->flags &= ~FAULT_FLAG_ALLOW_RETRY;\n',
      '',
    ],
    [
      'always-resolves',
      'that is not told of writes',
      'write-notified',
      '\twrites++;\n\tdma_resv_unlock(bo->base.resv);\n\treturn 0;',
      '\tdma_resv_unlock(bo->base.resv);\n\treturn VM_FAULT_NOPAGE;',
    ],
  ])('breaks %s %s', async (law, _what, driver, was, becomes) => {
    const findings = await findingsIn(driver, was, becomes);
    const own = findings.filter(({ invariant }) => !OF_HELPERS.includes(invariant));
    expect(own.flatMap((finding) => lawsIn([finding, ...finding.consequences]))).toContain(law);
  });
});
