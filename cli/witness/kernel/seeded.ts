import { readFileSync } from 'node:fs';
import { subjectOfText } from '../../../impl/c/subject.ts';
import type { Subject } from '../../../impl/subject.ts';
import { Session } from '../../../properties/run/session.ts';
import type { Tools } from '../../../properties/run/tools.ts';
import { scheduleOf } from '../../../scheduler/schedule.ts';
import type { Kernel } from '../../../witness/kernels.ts';
import type { Claimed } from '../witness.ts';
import type { Seed } from './seeds.ts';

/** The kernel's own file, as it was unpacked to build the kernel. */
export const ownFile = ({ folder }: Kernel): string =>
  readFileSync(`${folder}/tree/drivers/gpu/drm/ttm/ttm_bo_vm.c`, 'utf8');

/** A subject from a text of that file. */
export const subjectOf = (name: string, text: string): Promise<Subject> =>
  subjectOfText(`${name.replaceAll(' ', '-')}/ttm_bo_vm.c`, text);

/** The text with the defect in it. */
export function seeded(text: string, { name, was, is }: Seed): string {
  if (text.split(was).length !== 2) throw new Error(`${name}: the text has changed`);
  return text.replace(was, () => is);
}

const TRIES_MAX = 300;

/** A run of the seed's world in which the simulation sees its law broken. */
export function claimOf(subject: Subject, seed: Seed, tools: Tools): Claimed {
  const { world } = tools.worlds.get(seed.world)!;
  const strategy = tools.strategies.get('random')!;
  const session = new Session(subject, tools);
  for (let seedOf = 0; seedOf < TRIES_MAX; seedOf += 1) {
    const judged = session.judge(world, strategy.create({ seed: seedOf } as never));
    const violation = judged.violations.find(({ invariant }) => invariant === seed.invariant);
    if (!violation) continue;
    const schedule = scheduleOf(session.trace, session.taskNames(judged.world));
    const finding = { ...violation, shrunk: { world: judged.world, schedule } };
    return { subject: subject.name, finding: finding as unknown as Claimed['finding'] };
  }
  throw new Error(`${seed.name}: ${seed.invariant} does not break in ${seed.world}`);
}
