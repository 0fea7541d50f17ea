import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { entries, namedSubject, patchNames, withDriver } from '../../catalog.ts';
import {
  type DriverFile,
  type Options,
  subjectOfC,
  subjectOfSource,
} from '../../impl/c/subject.ts';
import type { Driver, HelpersModule, Subject } from '../../impl/subject.ts';
import type { Setup } from '../../properties/answers/work.ts';
import { usage } from '../exit.ts';
import { byVersion, lookUp, unknownName } from '../names.ts';
import { assertTrusted, givenFile, givenSource, isGiven } from './given-subject.ts';
import { profileAskedFor } from './profile.ts';
import { assertReadable, importedHelpers, importHelpers, unknownSuffix } from './subject-file.ts';
import { importText } from './typescript-text.ts';

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
  if (!isFile(name) && isGiven(name)) return subjectOfGiven(name, setup);
  if (isFile(name) || looksLikePath(name)) return subjectOfFile(name, setup);
  return subjectOfCatalogue(name);
}

async function subjectOfCatalogue(name: string): Promise<Subject> {
  const { base, driver } = split(name);
  const modules = await helpers();
  if (modules.has(base)) await assertFits(name, modules.get(base)!, driver);
  const subject = await namedSubject(name);
  if (subject) return subject;
  throw unknownName('subject', base, { names: modules.keys(), more: patchNames() });
}

async function subjectOfFile(name: string, setup: Setup): Promise<Subject> {
  const { base, driver } = isFile(name) ? { base: name, driver: undefined } : split(name);
  if (extname(base) === '.c') {
    assertReadable(base);
    return subjectOfC(
      base,
      optionsOf(setup),
      driver === undefined ? undefined : driverFile(name, driver),
    );
  }
  const module = await importHelpers(base);
  await assertFits(name, module, driver);
  return withDriver(name, module, driver);
}

/** A file of a revision, or with a patch applied to it. */
async function subjectOfGiven(name: string, setup: Setup): Promise<Subject> {
  const [, base, driver] = /^(.*?\.(?:c|ts))(?:\+(.*))?$/s.exec(name) ?? [];
  if (base === undefined) throw unknownSuffix(name);
  if (extname(base) === '.ts') {
    assertTrusted(base, setup);
    const file = givenFile(base, setup.git);
    const module = await importedHelpers(file.name, () => importText(file));
    await assertFits(name, module, driver);
    const subject = await withDriver(file.name, module, driver);
    return { ...subject, sources: [{ path: file.place, text: file.text }] };
  }
  const source = givenSource(base, setup);
  const options = optionsOf(setup);
  if (driver === undefined) return subjectOfSource(source, options);
  const { path, ...which } = driverFile(name, driver, isGiven);
  return subjectOfSource(source, options, { file: givenSource(path, setup), ...which });
}

/** What a C file is compiled with; a version's profile says which version conditions ask for. */
function optionsOf({ toolchain, build, profile }: Setup): Options {
  const version = /(?:^|,)v(\d+\.\d+)(?:,|$)/.exec(profile ?? '')?.[1];
  return {
    ...(toolchain !== null && { toolchain }),
    build: { ...(version !== undefined && { version }), ...build },
  };
}

/** `amdgpu_gem.c:amdgpu_gem_fault`: a driver's file, and which handler of it. */
function driverFile(name: string, driver: string, isElsewhere = (_: string) => false): DriverFile {
  const [, path, handler] = /^(.+?\.c)(?::(\w+))?$/.exec(driver) ?? [];
  if (path === undefined) {
    throw usage(`${name}: expected a handler in C as FILE.c[:FUNCTION], found ${driver || 'none'}`);
  }
  if (!isElsewhere(path)) assertReadable(path);
  return handler === undefined ? { path } : { path, handler };
}

/** Paths of the files that a word stands for; none if it is a name, or of a revision or patch. */
export function filesCalled(name: string): readonly string[] {
  if (isFile(name)) return [name];
  if (isGiven(name) || !looksLikePath(name)) return [];
  const { base, driver = '' } = split(name);
  if (extname(base) !== '.c' || driver === '') return [base];
  return [base, driverFile(name, driver, () => true).path];
}

/** The word for helpers in C under the handler that `--handler` names. */
export function underHandler(name: string, handler: string | undefined): string {
  if (handler === undefined) return name;
  if (extname(name) === '.c' && (isFile(name) || isGiven(name))) return `${name}+${handler}`;
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

const looksLikePath = (name: string): boolean =>
  /^[^:]*\//.test(name) || /^[^:]*\.([cm]?[tj]s|c)(\+|$)/.test(name);
