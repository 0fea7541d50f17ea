import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { subjectOfText } from '../../../impl/c/subject.ts';
import { check } from '../../check.ts';
import { options, tools } from '../harness.ts';

const textOf = (version: string): string =>
  readFileSync(new URL(`../../../impl/c/subjects/${version}.c`, import.meta.url), 'utf8');

/** The laws that our own C breaks after one change of its text. */
async function brokenBy(version: string, was: string, becomes: string): Promise<string[]> {
  const text = textOf(version);
  if (!text.includes(was)) throw new Error(`${version}.c has no line ${was}`);
  const subject = await subjectOfText(`${version}.c`, text.replace(was, becomes));
  return check(subject, tools, options({ runs: 4000 })).violations.map(
    ({ invariant }) => invariant,
  );
}

const UNLOCK = '\t\t\tdma_resv_unlock(bo->base.resv);\n\t\t\tttm_bo_put(bo);\n';

const RETURNED_ON_RETRY = `\tret = ttm_bo_vm_fault_reserved(vmf, vma->vm_page_prot,
\t\t\t\t\tTTM_BO_VM_NUM_PREFAULT);
\tif (ret == VM_FAULT_RETRY && !(vmf->flags & FAULT_FLAG_RETRY_NOWAIT))
\t\treturn ret;

\tdma_resv_unlock(bo->base.resv);
`;

describe('a defect in C breaks its law', () => {
  test.each([
    [
      'no-vma-after-mmap-drop',
      'v5.10',
      'return VM_FAULT_RETRY;\n\t\t}\n\n\t\terr',
      'return vmf->vma->vm_flags ? VM_FAULT_RETRY : 0;\n\t\t}\n\n\t\terr',
    ],
    [
      'object-state-under-reservation',
      'v5.10',
      '\tif (dma_resv_trylock(bo->base.resv))',
      '\tif (!bo->mem.mem_type && dma_resv_trylock(bo->base.resv))',
    ],
    [
      'no-unlock-after-retry',
      'v5.10',
      RETURNED_ON_RETRY,
      '\tstruct dma_resv *resv = bo->base.resv;\n' +
        RETURNED_ON_RETRY.replace(/\tif [^;]*;\n\n/, '').replace('bo->base.resv', 'resv'),
    ],
    [
      'bo-ref-held-while-waiting',
      'v5.10',
      '\t\t\tttm_bo_get(bo);\n\t\t\tmmap_read_unlock(vmf->vma->vm_mm);\n\t\t\tdma_fence_wait',
      '\t\t\tmmap_read_unlock(vmf->vma->vm_mm);\n\t\t\tttm_bo_get(bo);\n\t\t\tdma_fence_wait',
    ],
    ['bo-refs-balanced', 'v5.10', UNLOCK, '\t\t\tdma_resv_unlock(bo->base.resv);\n'],
    ['fence-refs-balanced', 'v5.10', '\tdma_fence_put(bo->moving);\n', ''],
    ['prefault-bounded', 'v5.10', '++offset >= last', 'offset++ >= last'],
    ['right-protection', 'v5.10', 'prot = pgprot_decrypted(prot);', ';'],
    [
      'waits-are-interruptible',
      'v5.10',
      'err = dma_fence_wait(bo->moving, true)',
      'err = dma_fence_wait(bo->moving, false)',
    ],
    ['io-lock-balanced', 'v5.5', 'out:\n\tttm_mem_io_unlock(man);', 'out:'],
    [
      'imported-pages-refused',
      'v5.5',
      'bo->ttm && bo->ttm->page_flags',
      '0 && bo->ttm->page_flags',
    ],
    [
      'retry-only-if-allowed',
      'v5.5',
      '\tif (!(vmf->flags & FAULT_FLAG_ALLOW_RETRY))\n\t\treturn VM_FAULT_NOPAGE;',
      '\tif (0)\n\t\treturn VM_FAULT_NOPAGE;',
    ],
  ])('%s', async (law, version, was, becomes) => {
    expect(await brokenBy(version, was, becomes)).toContain(law);
  });
});
