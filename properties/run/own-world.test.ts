import { describe, expect, test } from 'vitest';
import { preemptions } from '../../scheduler/strategies/preemptions.ts';
import { subject, tools } from '../suites/harness.ts';
import { world } from '../worlds/litmus-world.ts';
import { asIfNotified, ownWorld } from './own-world.ts';
import { Session } from './session.ts';

const insertion = (call: number) =>
  ({ task: 0, primitive: 'vmf_insert', call, error: 'VM_FAULT_OOM' }) as const;
const hook = { task: 0, primitive: 'fault_reserve_notify', call: 1, error: 'EINVAL' } as const;
const bare = world({});
const hooked = { ...bare.driver, notify: 'keeps' } as const;

async function ownOf(name: string, failures: (typeof bare)['failures']) {
  const session = new Session(await subject(name), tools);
  const { world: run } = session.judge({ ...bare, failures, driver: hooked }, preemptions([]));
  return ownWorld(session, run);
}

describe('of a world stays what its run has asked for', () => {
  test('v5.11 does not know the hook, so that it is not there, nor does it fail', async () => {
    const own = await ownOf('v5.11', [hook, insertion(1)]);
    expect(own.failures).toEqual([insertion(1)]);
    expect(own.driver.notify).toBe('absent');
  });

  test('v5.10 calls it, and stops there', async () => {
    const own = await ownOf('v5.10', [hook, insertion(1)]);
    expect(own.failures).toEqual([hook]);
    expect(own.driver.notify).toBe('keeps');
  });

  test('a call that is not made does not fail', async () => {
    expect((await ownOf('v5.10', [insertion(9), insertion(1)])).failures).toEqual([insertion(1)]);
  });

  test('a failure of every call is met by the first one', async () => {
    expect((await ownOf('v5.10', [insertion(0)])).failures).toEqual([insertion(0)]);
  });
});

describe('a world as the hook leaves it', () => {
  test('has its objects where the hook moves them, and a hook that keeps them there', () => {
    const moved = asIfNotified({ ...bare, driver: { ...bare.driver, notify: 'to-vram' } })!;
    expect(moved.objects.map(({ placement }) => placement)).toEqual(['vram']);
    expect(moved.driver.notify).toBe('keeps');
  });

  test('has the tables that a move makes', () => {
    const objects = bare.objects.map((spec) => ({ ...spec, ttm: 'absent' as const }));
    const moved = asIfNotified({ ...bare, objects, driver: { ...bare.driver, notify: 'to-tt' } })!;
    expect(moved.objects.map(({ ttm }) => ttm)).toEqual(['populated']);
  });

  test('is none where the hook moves nothing', () => {
    expect(asIfNotified({ ...bare, driver: hooked })).toBe(undefined);
    expect(asIfNotified(bare)).toBe(undefined);
  });
});
