import { describe, expect, test } from 'vitest';
import { UnusableSubject } from '../../subject.ts';
import { subjectOfText } from '../subject.ts';
import { addressTested } from './addresses.ts';
import { differing } from './flow.ts';

/** An intermediate text with one function, in a text of the user's unless another is named. */
const text = (body: readonly string[], file = 'user/0'): string =>
  [
    'define i32 @f(ptr %0) !dbg !5 {',
    ...body.map((line) => `  ${line}, !dbg !9`),
    '}',
    `!1 = !DIFile(filename: "${file}", directory: "")`,
    '!5 = distinct !DISubprogram(name: "f", scope: !1, file: !1, line: 1)',
  ].join('\n');

describe('a test of an address', () => {
  const cast = '%2 = ptrtoint ptr %0 to i32';
  test.each([
    ['of the order of a pointer and a number', 'icmp ult ptr %0, inttoptr (i32 65536 to ptr)'],
    ['of old compilers', 'icmp ult %struct.s* %0, inttoptr (i32 65536 to %struct.s*)'],
    ['of two that have nothing to do with each other', 'icmp ult ptr %0, %7'],
    ['of one place', 'icmp eq ptr %0, inttoptr (i32 4160 to ptr)'],
    ['of the number', 'icmp ult i32 %2, 65536'],
    ['of its bits', 'icmp eq i32 %3, 0'],
    ['of a variable', 'icmp ult i32 ptrtoint (ptr @g to i32), 65536'],
  ])('is found: %s', (_, compared) => {
    expect(addressTested(text([cast, '%3 = and i32 %2, 64', `%4 = ${compared}`]))).toBe('f');
    expect(addressTested(text([cast, '%3 = and i32 %2, 64', `%4 = ${compared}`], 'unit.c'))).toBe(
      undefined,
    );
  });

  test('is found where its bits are an answer', () => {
    expect(addressTested(text([cast, '%3 = lshr i32 %2, 4', 'ret i32 %3']))).toBe('f');
    const few = 'switch i32 %2, label %3 [\n    i32 64, label %4\n  ]';
    expect(addressTested(text([cast, few]))).toBe('f');
    expect(addressTested(text([cast, '%3 = trunc i32 %2 to i1', 'br i1 %3, label %5']))).toBe('f');
  });

  test.each([
    ['whether it is NULL', ['%4 = icmp eq ptr %0, null']],
    ['whether two are the same', ['%4 = icmp ne ptr %0, %7']],
    ['whether it is an error', ['%4 = icmp ugt ptr %0, inttoptr (i32 -4096 to ptr)']],
    ['whether it is this error', ['%4 = icmp eq ptr %0, inttoptr (i32 -11 to ptr)']],
    [
      'which error it is',
      [cast, 'switch i32 %2, label %3 [\n    i32 -11, label %4\n    i32 0, label %4\n  ]'],
    ],
    ['the same of a number', [cast, '%4 = icmp ugt i32 %2, -4096', '%5 = icmp eq i32 %2, 0']],
    [
      'the distance of two',
      [cast, '%3 = ptrtoint ptr %1 to i32', '%4 = sub i32 %2, %3', '%5 = icmp ult i32 %4, 64'],
    ],
    [
      'the end of an array',
      [
        '%3 = getelementptr inbounds [4 x i32], ptr %1, i32 0, i32 4',
        '%4 = phi ptr [ %1, %2 ], [ %5, %4 ]',
        '%5 = getelementptr inbounds i32, ptr %4, i32 1',
        '%6 = icmp ult ptr %5, %3',
      ],
    ],
    ['a number that is none', ['%4 = icmp ult i32 %9, 65536']],
  ])('may ask %s', (_, body) => {
    expect(addressTested(text(body))).toBe(undefined);
  });
});

test('two compilations are compared by what they do', () => {
  const body = ['%3 = call i32 @up(ptr %0)', 'br i1 %2, label %5, label %6', 'ret i32 2'];
  const narrow = text(body);
  expect(differing(narrow, narrow.replace('i32 @up', 'i64 @up'))).toBe(undefined);
  expect(differing(narrow, text(body.slice(1)))).toBe('function f');
  expect(differing(narrow, narrow.replace('ret i32 2', 'ret i32 1'))).toBe('function f');
  expect(differing(narrow, narrow.replace('br i1', 'br'))).toBe('function f');
  const member = '%4 = getelementptr inbounds %struct.s, ptr %0, i32 0, i32 3';
  expect(differing(text([member]), text([member.replace('i32 0', 'i64 0')]))).toBe(undefined);
  expect(differing(text([member]), text([member.replace('i32 3', 'i32 4')]))).toBe('function f');
  expect(differing('@n = global i32 4', '@n = global i32 8')).toBe('variable n');
});

const HANDLER = 'vm_fault_t ttm_bo_vm_fault(struct vm_fault *vmf)';

describe('what would do something else in the kernel is refused', () => {
  test.each([
    ['the size of a long', `${HANDLER} { return sizeof(long) == 4 ? 2 : 1; }`],
    ['its bits', `${HANDLER} { return ~0UL >> 31 == 1 ? 2 : 1; }`],
    ['the name for them', `${HANDLER} { return BITS_PER_LONG == 32 ? 2 : 1; }`],
    ['a variable that keeps it', `volatile int n = sizeof(void *);${HANDLER} { return n; }`],
  ])('%s', async (_, subject) => {
    const refused = subjectOfText('own.c', subject);
    await expect(refused).rejects.toThrow(UnusableSubject);
    await expect(refused).rejects.toThrow('depends on how wide a long or a pointer is');
  });

  test.each([
    ['where it runs', `${HANDLER} { return (unsigned long)vmf >> 20 ? 1 : 2; }`],
    ['where its stack is', `${HANDLER} { int x; return (unsigned long)&x & 64 ? 1 : 2; }`],
    ['where its data are', `int x;${HANDLER} { return &x < (int *)0x100000 ? 2 : 1; }`],
  ])('%s', async (_, subject) => {
    const refused = subjectOfText('own.c', subject);
    await expect(refused).rejects.toThrow('depends on an address: that is not deterministic');
  });

  test('the watch, by a name that is put together', async () => {
    const joined = `#define J(a, b) a##b\n${HANDLER} { J(fault, line_store)(64, 1); return 2; }`;
    await expect(subjectOfText('own.c', joined)).rejects.toThrow(
      "faultline_store, which is the tool's",
    );
    const hidden = ['J(__was, m__)', '2 * J(FAULTLINE, _KERNEL_H) - 1 == -2', '__INCLUDE_LEVEL__'];
    const asked = hidden.map((one) => `#if ${one}\n#error found\n#endif\n`).join('');
    const subject = await subjectOfText(
      'own.c',
      `#define J(a, b) a##b\n${asked}${HANDLER} { return 2; }`,
    );
    expect(subject.name).toBe('own.c');
  });

  test('but not what every driver does', async () => {
    const subject = await subjectOfText(
      'own.c',
      `${HANDLER} {
        struct page *page = alloc_page(GFP_KERNEL);
        unsigned int all[4] = { 0 }, *one;

        if (IS_ERR_OR_NULL(page) || page == ERR_PTR(-EAGAIN))
          return VM_FAULT_OOM;
        for (one = all; one < all + ARRAY_SIZE(all); one++)
          *one = vmf->flags;
        __free_page(page);
        return all[vmf->flags & 3] ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;
      }`,
    );
    expect(subject.name).toBe('own.c');
  });
});
