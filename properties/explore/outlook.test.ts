import { expect, test } from 'vitest';
import { loadTools, namedSubject } from '../../catalog.ts';
import type { World } from '../../impl/kernel/world.ts';
import { Outlook } from './outlook.ts';

const tools = await loadTools();
const worldOf = (name: string): World => tools.worlds.get(name)!.world;
const outlook = async (name: string) => new Outlook((await namedSubject(name))!, tools);

test('what can break in a world is named, and whether nothing else can', async () => {
  const world = worldOf('contended-without-retry');
  expect((await outlook('v5.5')).breakable(world)).toMatchObject({
    laws: ['always-resolves'],
    all: true,
  });
  expect((await outlook('v5.11')).breakable(world)).toMatchObject({ laws: [], all: true });
});

test('a choice has the share of continuations in which a law breaks', async () => {
  const walked = await outlook('v5.5');
  const world = worldOf('notify-moves');
  const [first] = walked.after(world, []);
  expect(first?.law).toBe('io-lock-same-manager');
  expect(first?.share).toBeGreaterThan(0.9);
  expect(first?.share).toBeLessThan(1);
  expect((await outlook('v5.11')).after(world, [0])).toEqual([]);
});
