import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { entries, namedSubject, patches, withDriver } from '../catalog.ts';
import { type DriverFile, subjectOfC } from '../impl/c/subject.ts';
import type { Driver, HelpersModule, Subject } from '../impl/subject.ts';
import { usage } from './exit.ts';
import type { Setup } from './job.ts';
import { byVersion, lookUp, unknownName } from './names.ts';
import { profileAskedFor } from './profile.ts';
import { assertReadable, importHelpers } from './subject-file.ts';

const AS_IT_IS: Setup = { profile: null, toolchain: null };

/** The subjects that these words of the command line stand for; all helpers if there are none. */
export async function resolveSubjects(
  names: readonly string[],
  setup: Setup = AS_IT_IS,
): Promise<Subject[]> {
  const wanted = names.length > 0 ? names : [...(await helpers()).keys()].sort(byVersion);
  const subjects: Subject[] = [];
  for (const name of wanted) subjects.push(await resolveSubject(name, setup));
  return subjects;
}

/** The subject that a word of the command line stands for, in the profile that was asked for. */
export async function resolveSubject(name: string, setup: Setup = AS_IT_IS): Promise<Subject> {
  const subject = await subjectCalled(name, setup);
  if (setup.profile === null) return subject;
  const profile = await profileAskedFor(setup.profile, subject.profile);
  return { ...subject, profile, profileFrom: 'given' };
}

async function subjectCalled(name: string, setup: Setup): Promise<Subject> {
  if (isFile(name) || looksLikePath(name)) return subjectOfFile(name, setup);
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
  if (modules.has(base)) await assertFits(name, modules.get(base)!, driver);
  const subject = await namedSubject(name);
  if (subject) return subject;
  throw unknownName('subject', base, { names: modules.keys(), more: (await patches()).keys() });
}

async function subjectOfFile(name: string, { toolchain }: Setup): Promise<Subject> {
  const { base, driver } = isFile(name) ? { base: name, driver: undefined } : split(name);
  if (extname(base) === '.c') {
    assertReadable(base);
    const options = toolchain === null ? {} : { toolchain };
    return subjectOfC(base, options, driver === undefined ? undefined : driverFile(name, driver));
  }
  const module = await importHelpers(base);
  await assertFits(name, module, driver);
  return withDriver(name, module, driver);
}

/** `amdgpu_gem.c:amdgpu_gem_fault`: a driver's file, and which handler of it. */
function driverFile(name: string, driver: string): DriverFile {
  const [, path, handler] = /^(.+?\.c)(?::(\w+))?$/.exec(driver) ?? [];
  if (path === undefined) {
    throw usage(`${name}: expected a handler in C as FILE.c[:FUNCTION], found ${driver || 'none'}`);
  }
  assertReadable(path);
  return handler === undefined ? { path } : { path, handler };
}

/** The word for helpers in C under the handler that `--handler` names. */
export function underHandler(name: string, handler: string | undefined): string {
  if (handler === undefined) return name;
  if (isFile(name) && extname(name) === '.c') return `${name}+${handler}`;
  throw usage(`--handler ${handler}: it is linked with helpers in a C file, found ${name}`);
}

/** A driver that was asked for exists, and has helpers to be built on. */
async function assertFits(name: string, module: HelpersModule, driver?: string): Promise<void> {
  if (driver === undefined) return;
  lookUp('driver', driver, await entries<Driver>('drivers'));
  if (module.ttm_bo_vm_fault && !module.ttm_bo_vm_reserve) {
    throw usage(`${name}: the helpers have a fault handler of their own and take no driver`);
  }
}

/** `v5.10+amdgpu` is the helpers `v5.10` under the handler `amdgpu`. */
function split(name: string): { base: string; driver: string | undefined } {
  // The names of files may have a plus too.
  const pluses = [...name.matchAll(/\+/g)].map(({ index }) => index);
  const plus = pluses.find((at) => isFile(name.slice(0, at))) ?? pluses.at(-1) ?? -1;
  if (plus <= 0) return { base: name, driver: undefined };
  return { base: name.slice(0, plus), driver: name.slice(plus + 1) };
}

const helpers = () => entries<HelpersModule>('helpers');

const isFile = (name: string): boolean =>
  statSync(name, { throwIfNoEntry: false })?.isFile() ?? false;

/** `HEAD:drivers/x.c` has slashes too, but a colon before them. */
const looksLikePath = (name: string): boolean =>
  /^[^:]*\//.test(name) || /^[^:]*\.([cm]?[tj]s|c)(\+|$)/.test(name);
