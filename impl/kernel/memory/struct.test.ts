import { describe, expect, test } from 'vitest';
import { Crash } from '../../../scheduler/machine.ts';
import { alias, embed, pointer, pointers, word, words } from './fields.ts';
import { type Memory, Oops } from './memory.ts';
import { struct } from './struct.ts';

const inner = struct('inner', { first: word, second: word });
const outer = struct('outer', {
  head: word,
  inside: embed(inner),
  link: pointer(inner),
  table: pointers(inner, 2),
  list: words(3),
  tail: word,
  second: alias('inside.second', word),
  alink: alias('link', pointer(inner)),
});

/** A memory that notes what is done through `load` and `store`. */
function memory(): Memory & { readonly log: string[] } {
  const cells = new Int32Array(64);
  const log: string[] = [];
  return {
    words: cells,
    log,
    recorder: null,
    see: (address) => cells[address >> 2]!,
    change(address, value) {
      cells[address >> 2] = value;
    },
    load(address) {
      log.push(`load ${address}`);
      return cells[address >> 2]!;
    },
    store(address, value) {
      log.push(`store ${address} ${value}`);
      cells[address >> 2] = value;
    },
  };
}
const AT = 0x20;

describe('a struct', () => {
  test('has its fields one after another; an alias takes no room', () => {
    expect(outer.offsets).toMatchObject({ head: 0, inside: 4, link: 12, table: 16, list: 24 });
    expect([outer.offsets.tail, outer.size, inner.size]).toEqual([36, 40, 8]);
  });
});

describe.each(['at', 'watched'] as const)('a view (%s)', (access) => {
  const view = () => {
    const under = memory();
    return { under, it: outer[access](under, AT) };
  };

  test('reads and writes the words of memory', () => {
    const { under, it } = view();
    it.tail = -7;
    expect(under.words[(AT + 36) >> 2]).toBe(-7);
    under.words[AT >> 2] = 5;
    expect([it.head, it.tail, it.ptr]).toEqual([5, -7, AT]);
  });

  test('shows an embedded struct where it stands', () => {
    const { under, it } = view();
    it.inside.second = 3;
    expect(under.words[(AT + 8) >> 2]).toBe(3);
    expect(it.inside.ptr).toBe(AT + 4);
  });

  test('follows a pointer, and shows NULL as null', () => {
    const { under, it } = view();
    expect(it.link).toBe(null);
    const target = inner[access](under, 0x80);
    it.link = target;
    expect(under.words[(AT + 12) >> 2]).toBe(0x80);
    expect(it.link).toBe(target);
    it.link = null;
    expect(it.link).toBe(null);
  });

  test('shows arrays of words and of pointers', () => {
    const { under, it } = view();
    it.list.put(2, 9);
    expect([it.list.at(2), under.words[(AT + 32) >> 2]]).toEqual([9, 9]);
    expect(it.table.at(1)).toBe(null);
    it.table.put(1, inner[access](under, 0x80));
    expect(it.table.at(1)).toBe(inner[access](under, 0x80));
    it.table.put(1, null);
    expect(under.words[(AT + 20) >> 2]).toBe(0);
  });

  test('knows a field by its older name as well', () => {
    const { under, it } = view();
    it.second = 4;
    expect([it.inside.second, it.second]).toEqual([4, 4]);
    it.alink = inner[access](under, 0x80);
    expect(it.link).toBe(it.alink);
  });

  test('is one object for each address of a memory', () => {
    const { under, it } = view();
    expect(outer[access](under, AT)).toBe(it);
    expect(outer[access](under, AT + 40)).not.toBe(it);
    expect(outer[access](memory(), AT)).not.toBe(it);
  });

  test.each([4 * 64, 0x6b6b6b6b, -4])('is not to be had at %i, which is an oops', (address) => {
    const under = memory();
    expect(() => outer[access](under, address)).toThrow(Oops);
    under.words[(AT + 12) >> 2] = address;
    expect(() => outer[access](under, AT).link).toThrow(Crash);
  });
});

describe('the accesses of', () => {
  const exercise = (access: 'at' | 'watched'): readonly string[] => {
    const under = memory();
    const it = outer[access](under, AT);
    it.head = 1;
    it.inside.first = it.head;
    it.link = inner[access](under, 0x80);
    it.link!.second = 2;
    it.table.put(0, it.link);
    it.list.put(1, it.list.at(0));
    it.second = 6;
    return under.log;
  };

  test('a silent view are not seen', () => {
    expect(exercise('at')).toEqual([]);
  });

  test('a watched view are seen one by one, behind its pointers too', () => {
    expect(exercise('watched')).toEqual([
      'store 32 1',
      'load 32',
      'store 36 1',
      'store 44 128',
      'load 44',
      'store 132 2',
      'load 44',
      'store 48 128',
      'load 56',
      'store 60 0',
      'store 40 6',
    ]);
  });
});

test('an oops says which struct was looked for, and where', () => {
  expect(new Oops('ttm_tt', 0x6b6b6b6b).message).toBe('bad pointer 0x6b6b6b6b to struct ttm_tt');
  expect(new Oops('ttm_tt', -4)).toMatchObject({
    name: 'Oops',
    message: 'bad pointer 0xfffffffc to struct ttm_tt',
  });
});
