import { describe, expect, test } from 'vitest';
import { UnusableSubject } from '../../subject.ts';
import { marksOf } from './marks.ts';

const reserved = (parameters: string) =>
  marksOf({
    path: 'a.c',
    text: `vm_fault_t ttm_bo_vm_fault_reserved(${parameters})\n{\n\treturn 0;\n}\n`,
    headers: new Map(),
  })[0];

describe('parameters of a helper are known by type and name', () => {
  test.each([
    ['struct vm_fault *vmf, pgprot_t prot, pgoff_t num_prefault', [0, 1, 2]],
    [
      'struct vm_fault *vmf, pgprot_t prot, pgoff_t num_prefault, pgoff_t fault_page_size',
      [0, 1, 2],
    ],
    ['struct ttm_buffer_object *bo, struct vm_fault *vmf, pgprot_t prot, pgoff_t n', [1, 2, 3]],
    ['pgoff_t num_prefault, const pgprot_t prot, struct vm_fault *vmf', [2, 1, 0]],
    ['struct vm_fault *vmf, unsigned int size, unsigned int nr_prefault, pgprot_t p', [0, 3, 2]],
  ])('%s', (parameters, shown) => {
    expect(reserved(parameters)?.shown).toEqual(shown);
  });

  test('the object of a reserve is wherever it stands', () => {
    const text =
      'vm_fault_t ttm_bo_vm_reserve(struct vm_fault *vmf, struct ttm_buffer_object *bo) { return 0; }';
    expect(marksOf({ path: 'a.c', text, headers: new Map() })).toEqual([
      { helper: 'ttm_bo_vm_reserve', mark: 'reserve', parameters: 2, shown: [1] },
    ]);
  });

  test.each([
    ['struct vm_fault *vmf, pgoff_t num_prefault', 'a pgprot_t'],
    ['struct vm_fault *vmf, pgprot_t prot', 'the number of pages'],
    ['struct vm_fault *vmf, pgprot_t prot, pgoff_t a, pgoff_t b', 'the number of pages'],
  ])('whoever lacks one cannot be judged: %s', (parameters, what) => {
    expect(() => reserved(parameters)).toThrow(UnusableSubject);
    expect(() => reserved(parameters)).toThrow(what);
  });
});
