import { describe, expect, test } from 'vitest';
import { subjectOfText } from '../../../impl/c/subject.ts';
import { textOf } from '../../../impl/source.ts';
import { check } from '../../executor.ts';
import { options, tools } from '../harness.ts';

/** What handlers use beside TTM, in a handler of our own over our helpers of v5.11. */

const HELPERS = textOf('impl/c/subjects/v5.11.c');
/** What the helpers alone break: rows B5 of domain.md §6. */
const OF_HELPERS = ['first-error-reported', 'prefault-error-swallowed'];

/** A handler with code of one case: before it, at its start, under the reservation, at its end. */
interface Pieces {
  readonly file?: string;
  readonly first?: string;
  readonly reserved?: string;
  /** Instead of returning at once after VM_FAULT_RETRY. */
  readonly retry?: string;
  readonly last?: string;
}

const handler = ({
  file = '',
  first = '',
  reserved = '',
  retry = 'return ret;',
  last = '',
}: Pieces) => `
#include <linux/mm.h>
#include <asm/set_memory.h>
${file}
static vm_fault_t piece_fault(struct vm_fault *vmf)
{
	struct vm_area_struct *vma = vmf->vma;
	struct ttm_buffer_object *bo = vma->vm_private_data;
	struct drm_device *dev = bo->base.dev;
	vm_fault_t ret;

	${first}
	ret = ttm_bo_vm_reserve(bo, vmf);
	if (ret)
		goto out;
	${reserved}
	ret = ttm_bo_vm_fault_reserved(vmf, vma->vm_page_prot, TTM_BO_VM_NUM_PREFAULT);
	if (ret == VM_FAULT_RETRY && !(vmf->flags & FAULT_FLAG_RETRY_NOWAIT)) {
		${retry}
	}
	dma_resv_unlock(bo->base.resv);
out:
	${last}
	return ret;
}
static const struct vm_operations_struct piece_vm_ops = { .fault = piece_fault };
`;

async function brokenBy(pieces: Pieces): Promise<readonly string[]> {
  const driver = { path: 'piece.c', text: handler(pieces) };
  const subject = await subjectOfText('v5.11.c', HELPERS, {}, driver);
  const { violations } = check(subject, tools, options({ runs: 3000 }));
  return violations.map(({ invariant }) => invariant).filter((law) => !OF_HELPERS.includes(law));
}

describe('a handler keeps every law', () => {
  test.each<[string, Pieces]>([
    [
      'that says something and looks at its assumptions',
      {
        first: 'mmap_assert_locked(vma->vm_mm); trace_piece(bo, vmf->address); cond_resched();',
        reserved:
          'drm_dbg(dev, "%lx\\n", vmf->address); WARN_ON(!dma_resv_is_locked(bo->base.resv));',
      },
    ],
    [
      'under a guard of its own',
      {
        file: 'static DEFINE_MUTEX(own);',
        reserved: '{ guard(mutex)(&own); (void)bo->pin_count; }',
      },
    ],
    [
      'that keeps its device awake on every way',
      {
        first: 'pm_runtime_get_sync(dev->dev);',
        retry: 'goto out;',
        last: 'pm_runtime_put(dev->dev);',
      },
    ],
    [
      'whose struct has the object in the middle',
      {
        file: `struct piece { int before[8]; struct ttm_buffer_object tbo; unsigned int seen; };
static struct piece *to_piece(struct ttm_buffer_object *bo)
{
	return container_of(bo, struct piece, tbo);
}`,
        reserved: 'to_piece(bo)->seen++; to_piece(bo)->before[7] = 1;',
      },
    ],
  ])('%s', async (_what, pieces) => {
    expect(await brokenBy(pieces)).toEqual([]);
  });
});

describe('a handler is refused', () => {
  test.each<[string, string, Pieces]>([
    [
      'taken-is-given-back',
      'that keeps power when it retries',
      { first: 'pm_runtime_get_sync(dev->dev);', last: 'pm_runtime_put(dev->dev);' },
    ],
    [
      'taken-is-given-back',
      'that gives back what it has not taken',
      { file: 'static DEFINE_MUTEX(own);', reserved: 'mutex_unlock(&own);' },
    ],
    [
      'no-sleep-under-spinlock',
      'that maps under a spinlock of its own',
      {
        file: 'static DEFINE_SPINLOCK(own);',
        reserved: 'spin_lock(&own);',
        retry: 'spin_unlock(&own); return ret;',
        last: 'if (ret != VM_FAULT_RETRY) spin_unlock(&own);',
      },
    ],
    ['lock-order', 'that copies memory of the user', { reserved: 'get_user(ret, (int *)0x1000);' }],
    [
      'bo-ref-held-while-waiting',
      'that prints an object which may be gone',
      { retry: 'pr_err("%u\\n", bo->resource->mem_type); return ret;' },
    ],
    [
      'bo-ref-held-while-waiting',
      'that reads its own part of an object which may be gone',
      {
        file: 'struct piece { struct ttm_buffer_object tbo; unsigned int seen; };',
        retry: 'container_of(bo, struct piece, tbo)->seen++; return ret;',
      },
    ],
  ])('by %s %s', async (law, _what, pieces) => {
    const driver = { path: 'piece.c', text: handler(pieces) };
    const subject = await subjectOfText('v5.11.c', HELPERS, {}, driver);
    const { violations } = check(subject, tools, options({ runs: 3000 }));
    expect(
      violations.flatMap(({ invariant, consequences }) => [
        invariant,
        ...consequences.map((one) => one.invariant),
      ]),
    ).toContain(law);
  });
});
