import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UnusableSubject } from '../../subject.ts';
import { headersBeside, inclusionsIn } from './headers.ts';
import { sourcesOf } from './sources.ts';

const ROOM = mkdtempSync(join(tmpdir(), 'faultline-headers-'));
const FILE = join(ROOM, 'mine', 'a.c');

beforeAll(() => {
  mkdirSync(join(ROOM, 'mine', 'sub'), { recursive: true });
  writeFileSync(join(ROOM, 'outside.h'), '#define OUTSIDE');
  writeFileSync(join(ROOM, 'mine', 'x.h'), '#include "sub/y.h"\n#define X');
  writeFileSync(join(ROOM, 'mine', 'sub', 'y.h'), '#include "z.h"\n#include <linux/mm.h>\n');
  writeFileSync(join(ROOM, 'mine', 'sub', 'z.h'), '#define Z');
  writeFileSync(join(ROOM, 'mine', 'amdgpu.h'), '#error of a kernel tree');
  symlinkSync('../outside.h', join(ROOM, 'mine', 'link.h'));
});
afterAll(() => rmSync(ROOM, { recursive: true, force: true }));

describe('headers of a file', () => {
  test('are those that its code includes', () => {
    const text =
      '#include <a/b.h>\n // #include "c.h"\n /*\n#include "d.h"\n*/ \n#  include "e.h"\n';
    expect(inclusionsIn(text)).toEqual([
      { name: 'a/b.h', quoted: false },
      { name: 'e.h', quoted: true },
    ]);
  });

  test('beside it or below it are really used, and what those include', () => {
    const found = headersBeside(FILE, '#include "x.h"\n#include "nowhere.h"\n#include <sub/z.h>\n');
    expect([...found.keys()]).toEqual(['x.h', 'sub/y.h', 'sub/z.h']);
    expect(found.get('sub/z.h')).toBe('#define Z');
  });

  test('of a driver are those of the shim, also in a kernel tree', () => {
    expect(headersBeside(FILE, '#include "amdgpu.h"').size).toBe(0);
  });

  test.each(['../outside.h', '/etc/passwd', 'sub/../../outside.h'])('%s is refused', (name) => {
    const message = "leads out of the file's folder";
    const handler = 'vm_fault_t ttm_bo_vm_fault(struct vm_fault *vmf) { return 0; }';
    for (const line of [`#include "${name}"`, `#include <${name}>`]) {
      const text = `${line}\n${handler}`;
      expect(() => headersBeside(FILE, text)).toThrow(UnusableSubject);
      expect(() => headersBeside(FILE, text)).toThrow(message);
      const helpers = { path: FILE, text, headers: new Map() };
      expect(() => sourcesOf({ helpers })).toThrow(message);
    }
  });

  test('that are links out of the folder are refused', () => {
    expect(() => headersBeside(FILE, '#include "link.h"')).toThrow(/is a link out of the file's/);
  });
});
