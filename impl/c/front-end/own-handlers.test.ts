import { expect, test } from 'vitest';
import { UnusableSubject } from '../../subject.ts';
import { ownHandlers } from './own-handlers.ts';
import { handlerOf } from './shape.ts';

const FUNCTION = (name: string): string =>
  `static vm_fault_t ${name}(struct vm_fault *vmf) { return 0; }\n`;
const BOTH = FUNCTION('ttm_bo_vm_fault') + FUNCTION('checked_fault');
const operations = (list: string): string =>
  `static const struct vm_operations_struct ops = { ${list} };\n`;

test('a fault goes to the function that the operations name, whatever another is called', () => {
  expect(handlerOf('x.c', BOTH + operations('.fault = checked_fault'))).toBe('checked_fault');
  expect(handlerOf('x.c', BOTH + operations('.fault = &checked_fault,'))).toBe('checked_fault');
  expect(handlerOf('x.c', BOTH + operations('.fault = ttm_bo_vm_fault'))).toBe('ttm_bo_vm_fault');
  expect(handlerOf('x.c', BOTH)).toBe('ttm_bo_vm_fault');
});

test('nor does it matter how the operations are spelled', () => {
  const assigned = `${BOTH}void setup(vm_ops *own) { own->fault = checked_fault; }`;
  expect(handlerOf('x.c', assigned)).toBe('checked_fault');
  const typed = `${BOTH}typedef struct vm_operations_struct t;\nt ops = { .fault = checked_fault };`;
  expect(handlerOf('x.c', typed)).toBe('checked_fault');
  const placed = `${BOTH}${operations('0, 0, checked_fault')}`;
  expect(handlerOf('x.c', placed)).toBe('ops.fault');
});

test('operations that name two functions for faults are refused', () => {
  const two = operations('.fault = checked_fault') + operations('.fault = ttm_bo_vm_fault');
  expect(() => handlerOf('x.c', BOTH + two)).toThrow(UnusableSubject);
  expect(() => handlerOf('x.c', BOTH + two)).toThrow('found checked_fault and ttm_bo_vm_fault');
});

test('what is told of writes is known, and what nothing calls', () => {
  const list = '.fault = ttm_bo_vm_fault, .page_mkwrite = checked_fault, .open = opened';
  const text = `${BOTH}static void opened(struct vm_area_struct *vma) {}\n${operations(list)}`;
  expect(ownHandlers('x.c', text)).toEqual({
    fault: 'ttm_bo_vm_fault',
    mkwrite: 'checked_fault',
    others: ['opened'],
  });
  // A comment names nothing.
  expect(ownHandlers('x.c', `/* .fault = checked_fault */ ${BOTH}`).fault).toBeUndefined();
});
