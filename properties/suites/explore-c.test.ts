import { describe, expect, test } from 'vitest';
import { entries } from '../../catalog.ts';
import { subjectOfC, subjectOfText } from '../../impl/c/subject.ts';
import { exploreWorld } from '../explore/exploration.ts';
import { primaries } from '../judge/primary.ts';
import { Session } from '../run/session.ts';
import type { Litmus } from '../worlds/litmus-world.ts';
import { subject, tools } from './harness.ts';
import { probabilitiesOf } from './probabilities-of.ts';

/** Exploring C: the same as exploring the port, state by state. */

const PAIRS = ['v5.3', 'rfc', 'v5.5', 'v5.10', 'v5.11'];
/** Worlds that take too long here; the long tests have them. */
const LARGE = ['everything', 'fatal-signal'];

const litmus = [...(await entries<Litmus>('worlds'))].filter(([name]) => !LARGE.includes(name));
const path = (file: string): string =>
  new URL(`../../impl/c/subjects/${file}`, import.meta.url).pathname;

describe.each(PAIRS)('our own C of %s', (version) => {
  test('has the states, the runs, the broken laws and their probabilities of the port', async () => {
    const c = await subjectOfC(path(`${version}.c`));
    const port = await subject(version);
    const sessions = [new Session(c, tools), new Session(port, tools)] as const;
    for (const [name, { world }] of litmus) {
      const [ours, theirs] = [c, port].map((one) =>
        exploreWorld(one, world, { tools, stop: () => false }),
      );
      expect(ours!.all, name).toBe(true);
      expect(theirs!.visited, name).toEqual(ours!.visited);
      expect(theirs!.outcomes, name).toEqual(ours!.outcomes);
      expect([...theirs!.broken], name).toEqual([...ours!.broken]);
      for (const [law, run] of ours!.broken) {
        const [probabilities, same] = sessions.map((session) => probabilitiesOf(session, run, law));
        expect(probabilities, name).toEqual(same);
      }
    }
  });
});

test('C that keeps data of its own between calls is explored with it', async () => {
  const text = `
    static int calls;
    vm_fault_t ttm_bo_vm_fault(struct vm_fault *vmf)
    {
      struct ttm_buffer_object *bo = vmf->vma->vm_private_data;
      if (!dma_resv_trylock(bo->base.resv))
        return VM_FAULT_NOPAGE;
      calls++;
      dma_resv_unlock(bo->base.resv);
      return calls > 1 ? VM_FAULT_OOM : VM_FAULT_SIGBUS;
    }`;
  const counting = await subjectOfText('counting.c', text);
  const { world } = new Map(litmus).get('two-faults')!;
  const explored = exploreWorld(counting, world, { tools, stop: () => false });
  expect(explored.all).toBe(true);
  // Each of two calls may be the second one, or the count may be read when both have counted.
  const session = new Session(counting, tools);
  const replies = new Set(
    [[], [{ at: 1, to: 1 }], [{ at: 2, to: 1 }], [{ at: 3, to: 1 }]].map((preemptions) => {
      session.judgeRun({ world, preemptions });
      const returned = session.trace.events().filter(({ kind }) => kind.name === 'fault_return');
      return returned.map(({ task, reply }) => `${task}: ${reply}`).join(', ');
    }),
  );
  expect(replies.size).toBeGreaterThan(1);
});

test('bytes of one word that two threads write are told apart, as run by run', async () => {
  // Where a store of one byte is taken for one of the whole word, the other byte is lost.
  const text = `
    static unsigned char even, odd;
    vm_fault_t ttm_bo_vm_fault(struct vm_fault *vmf)
    {
      struct ttm_buffer_object *bo = vmf->vma->vm_private_data;
      if (dma_resv_trylock(bo->base.resv))
        dma_resv_unlock(bo->base.resv);
      if (vmf->pgoff & 1)
        odd = 1;
      else
        even = 1;
      if (dma_resv_trylock(bo->base.resv))
        dma_resv_unlock(bo->base.resv);
      if (even && odd)
        *(volatile int *)8 = 1;
      return VM_FAULT_OOM;
    }`;
  const keeping = await subjectOfText('keeping.c', text);
  const { world } = new Map(litmus).get('two-faults')!;
  const explored = exploreWorld(keeping, world, { tools, stop: () => false });
  const session = new Session(keeping, tools);
  const found = new Set<string>();
  for (const preemptions of [[], [{ at: 2, to: 1 }], [{ at: 3, to: 1 }], [{ at: 4, to: 1 }]]) {
    const { violations } = session.judgeRun({ world, preemptions });
    for (const { violation } of primaries(violations, tools.invariants)) {
      found.add(violation.invariant);
    }
  }
  expect(found).toContain('no-crash');
  expect([...explored.broken.keys()].sort()).toEqual([...found].sort());
});
