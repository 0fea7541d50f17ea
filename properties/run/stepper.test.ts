import { describe, expect, test } from 'vitest';
import { loadTools, namedSubject } from '../../catalog.ts';
import type { World } from '../../impl/kernel/world.ts';
import { Session } from './session.ts';
import { type Position, Positions } from './stepper.ts';

const tools = await loadTools();
const worldOf = (name: string): World => tools.worlds.get(name)!.world;
const subject = async (name: string) => (await namedSubject(name))!;
const positions = async (name: string, world: World) =>
  new Positions(await subject(name), world, tools);

/** Who can go on, by task. */
const enabled = ({ tasks }: Position): number[] =>
  [...tasks.keys()].filter((id) => tasks[id]!.state === 'enabled');

/** To the end of the run, with whoever this function picks. */
function toTheEnd(walked: Positions, pick: (position: Position) => number): Position {
  let position = walked.at([]);
  while (position.outcome === null) position = walked.at([...position.choices, pick(position)]);
  return position;
}

describe('a position', () => {
  test('at the beginning has done nothing, and says what everybody would do', async () => {
    const { choices, tasks, changes, broken, outcome } = (
      await positions('rfc', worldOf('two-faults'))
    ).at([]);
    expect({ choices, changes, broken, outcome }).toEqual({
      choices: [],
      changes: [],
      broken: [],
      outcome: null,
    });
    expect(tasks.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'fault-1 enabled',
      'fault-2 enabled',
      'gpu blocked',
      'release-worker blocked',
    ]);
    expect(tasks[0]?.next).toBe('user_access(mm, 0x10000000, false, true)');
    expect(tasks.map(({ chart }) => chart)).toEqual(['round.outside', 'round.outside', null, null]);
  });

  test('shows what the last step changed in memory, and what was changed before', async () => {
    const walked = await positions('rfc', worldOf('two-faults'));
    expect(walked.at([0, 0]).changes).toEqual([
      { field: 'mm.readers', was: '0', is: '1', fresh: true },
    ]);
    expect(walked.at([0, 0, 0]).changes).toEqual([
      { field: 'mm.readers', was: '0', is: '1', fresh: false },
      { field: 'resv-1.owner', was: '0', is: '1', fresh: true },
    ]);
  });

  test('says what a task waits for, and that others finished', async () => {
    const walked = await positions('v5.5', worldOf('two-faults'));
    const { outcome, tasks } = toTheEnd(walked, (position) => enabled(position)[0]!);
    expect(outcome).toEqual({ kind: 'completed' });
    expect(tasks.map(({ state, next }) => [state, next])).toEqual([
      ['finished', null],
      ['finished', null],
      ['blocked', 'dma_fence_signal(bdev)'],
      ['blocked', 'ttm_bo_delayed_delete(bdev)'],
    ]);
  });

  test('stops where choices cannot be followed', async () => {
    const walked = await positions('v5.5', worldOf('two-faults'));
    expect(walked.at([0, 2, 0]).choices).toEqual([0]);
    expect(walked.at([9]).choices).toEqual([]);
  });

  test('breaks the very laws that the session finds in the same run', async () => {
    for (const [name, { world }] of tools.worlds) {
      const rfc = await subject('rfc');
      const walked = new Positions(rfc, world, tools);
      const end = toTheEnd(walked, (position) => enabled(position).at(-1)!);
      const session = new Session(rfc, tools);
      const again = session.judge(world, {
        begin: () => {},
        next: (_enabled, _current, step) => end.choices[step]!,
      });
      expect([name, end.broken]).toEqual([name, again.primaries]);
      expect([name, end.outcome]).toEqual([name, again.execution.outcome]);
    }
  });

  test('does not ask before the end what must hold at the end', async () => {
    const walked = await positions('v5.5', worldOf('one-fault'));
    const { choices } = toTheEnd(walked, (position) => enabled(position)[0]!);
    for (let steps = 0; steps <= choices.length; steps += 1) {
      expect(walked.at(choices.slice(0, steps)).broken).toEqual([]);
    }
  });
});
