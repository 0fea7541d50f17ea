import { describe, expect, test } from 'vitest';
import { down_read, down_write, downgrade_write, up_read, up_write } from './mmap-lock.ts';
import { type Stage, stage } from './testing/stage.ts';
import { type Thread, thread } from './testing/thread.ts';

/** domain.md §2.2. */

const writer = (scene: Stage, task: number): Thread =>
  thread(scene, task, () => down_write(scene.mm));

describe('the mmap lock', () => {
  test('has many readers', () => {
    const { mm, perform, blocks } = stage();
    perform(down_read(mm), 0);
    expect(blocks(down_read(mm), 1)).toBe(false);
    perform(down_read(mm), 1);
    expect(mm.readers).toBe(2);
  });

  test('has one writer, who waits for the last reader', () => {
    const scene = stage();
    scene.perform(down_read(scene.mm), 0);
    scene.perform(down_read(scene.mm), 1);
    const one = writer(scene, 2).run();
    scene.perform(up_read(scene.mm), 0);
    expect(one.run().next).toBe('down_write');
    // Fault handlers give back the lock of whoever called them.
    scene.perform(up_read(scene.mm), 0);
    expect(one.run().next).toBe('end');
    expect(scene.mm).toMatchObject({ readers: 0, writer: 3, queued: 0 });
  });

  test('keeps everybody else out while it is written', () => {
    const scene = stage({ readersOvertake: true });
    writer(scene, 0).run();
    const other = writer(scene, 1).run();
    expect(scene.blocks(down_read(scene.mm), 2)).toBe(true);
    expect(other.next).toBe('down_write');
    scene.perform(up_write(scene.mm), 0);
    expect(other.run().next).toBe('end');
    expect(scene.mm.writer).toBe(2);
  });

  test('keeps new readers out as soon as a writer is queued', () => {
    const scene = stage();
    scene.perform(down_read(scene.mm), 0);
    writer(scene, 1).run();
    expect(scene.blocks(down_read(scene.mm), 2)).toBe(true);
    // The same for the reader itself: reading twice is a deadlock with a writer in between.
    expect(scene.blocks(down_read(scene.mm), 0)).toBe(true);
  });

  test('lets new readers overtake a queued writer where the world says so', () => {
    const scene = stage({ readersOvertake: true });
    scene.perform(down_read(scene.mm), 0);
    const one = writer(scene, 1).run();
    scene.perform(down_read(scene.mm), 2);
    scene.perform(up_read(scene.mm), 0);
    expect(one.run().next).toBe('down_write');
    scene.perform(up_read(scene.mm), 2);
    expect(one.run().next).toBe('end');
  });

  test('that is downgraded lets readers in, and no writer before it is given back', () => {
    const scene = stage();
    writer(scene, 0).run();
    scene.perform(downgrade_write(scene.mm), 0);
    expect(scene.mm).toMatchObject({ readers: 1, writer: 0 });
    expect(scene.blocks(down_read(scene.mm), 1)).toBe(false);
    const other = writer(scene, 2).run();
    expect(other.next).toBe('down_write');
    scene.perform(up_read(scene.mm), 0);
    expect(other.run().next).toBe('end');
  });

  test('that is downgraded stays closed to readers behind another queued writer', () => {
    const scene = stage();
    writer(scene, 0).run();
    writer(scene, 1).run();
    scene.perform(downgrade_write(scene.mm), 0);
    expect(scene.blocks(down_read(scene.mm), 2)).toBe(true);
  });
});
