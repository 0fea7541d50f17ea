import { statSync } from 'node:fs';
import { entries } from '../catalog.ts';
import { instantiate } from '../impl/mutants/patch/instantiate.ts';
import type { Patch } from '../impl/mutants/patch/patch.ts';
import { assembleSubject, type Driver, type HelpersModule, type Subject } from '../impl/subject.ts';
import { usage } from './exit.ts';
import { byVersion, lookUp, unknownName } from './names.ts';
import { importHelpers } from './subject-file.ts';

/** The handler of helpers that come without one. */
const DRIVER_DEFAULT = 'ttm-default';

/** The subjects that these words of the command line stand for; all helpers if there are none. */
export async function resolveSubjects(names: readonly string[]): Promise<Subject[]> {
  const wanted = names.length > 0 ? names : [...(await helpers()).keys()].sort(byVersion);
  const subjects: Subject[] = [];
  for (const name of wanted) subjects.push(await resolveSubject(name));
  return subjects;
}

/** The subject that a word of the command line stands for. */
export async function resolveSubject(name: string): Promise<Subject> {
  if (isFile(name) || looksLikePath(name)) return subjectOfFile(name);
  if (name.includes(':')) {
    throw usage(
      `${name}: a file in a git revision is not supported yet; check it out, give its path`,
    );
  }
  return subjectOfCatalogue(name);
}

async function subjectOfCatalogue(name: string): Promise<Subject> {
  const { base, driver } = split(name);
  const modules = await helpers();
  const module = modules.get(base);
  if (module) return assemble(name, module, driver);
  const patches = new Map([
    ...(await entries<Patch>('mutants')),
    ...(await entries<Patch>('rewrites')),
  ]);
  const patch = patches.get(name);
  if (patch) return instantiate(patch, name);
  throw unknownName('subject', base, { names: modules.keys(), more: patches.keys() });
}

async function subjectOfFile(name: string): Promise<Subject> {
  const { base, driver } = isFile(name) ? { base: name, driver: undefined } : split(name);
  return assemble(name, await importHelpers(base), driver);
}

/** Puts helpers and handler together; a monolith has its own handler and takes no other. */
async function assemble(name: string, module: HelpersModule, driver?: string): Promise<Subject> {
  const monolith = module.ttm_bo_vm_fault !== undefined;
  if (driver === undefined && monolith) return assembleSubject(name, module);
  const drivers = await entries<Driver>('drivers');
  const entry = lookUp('driver', driver ?? DRIVER_DEFAULT, drivers);
  if (monolith && !module.ttm_bo_vm_reserve) {
    throw usage(`${name}: the helpers have a fault handler of their own and take no driver`);
  }
  return assembleSubject(name, module, entry);
}

/** `v5.10+amdgpu` is the helpers `v5.10` under the handler `amdgpu`. */
function split(name: string): { base: string; driver: string | undefined } {
  const plus = name.lastIndexOf('+');
  if (plus <= 0) return { base: name, driver: undefined };
  return { base: name.slice(0, plus), driver: name.slice(plus + 1) };
}

const helpers = () => entries<HelpersModule>('helpers');

const isFile = (name: string): boolean =>
  statSync(name, { throwIfNoEntry: false })?.isFile() ?? false;

/** `HEAD:drivers/x.c` has slashes too, but a colon before them. */
const looksLikePath = (name: string): boolean =>
  /^[^:]*\//.test(name) || /^[^:]*\.[cm]?[tj]s(\+|$)|^[^:]*\.c$/.test(name);
