import { entries, namedSubject, patchNames, withDriver } from '../catalog.ts';
import type { Profile } from '../impl/kernel/profile.ts';
import type { Driver, HelpersModule, Subject } from '../impl/subject.ts';
import { usage } from './failure.ts';
import { importedHelpers } from './helpers-module.ts';
import { lookUp, unknownName } from './names.ts';
import type { ProfileChange, SubjectSpec } from './subject-spec.ts';
import { importFile, importText } from './user-modules.ts';

/** What a subject is made with. */
export interface Making {
  /** Does work in which C is compiled. */
  compiling<T>(work: () => Promise<T>): Promise<T>;
}

/** The subject that was named, in the profile that was asked for. */
export async function subjectOf(spec: SubjectSpec, making: Making = AT_ONCE): Promise<Subject> {
  const subject = await madeOf(spec, making);
  if (spec.profile === null) return subject;
  let { profile } = subject;
  for (const change of spec.profile) profile = await changed(profile, change);
  const isOfFile = spec.profile.every((change) => 'file' in change);
  return { ...subject, profile, ...(isOfFile ? {} : { profileFrom: 'given' as const }) };
}

const AT_ONCE: Making = { compiling: (work) => work() };

function madeOf(spec: SubjectSpec, { compiling }: Making): Promise<Subject> {
  switch (spec.kind) {
    case 'catalogue':
      return ofCatalogue(spec, compiling);
    case 'typescript-file':
      return ofModule(spec, () => importFile(spec.path));
    case 'typescript-text': {
      const { place: path, text } = spec.module;
      const made = ofModule(spec, () => importText(spec.module));
      return made.then((subject) => ({ ...subject, sources: [{ path, text }] }));
    }
    case 'c':
      // The parser and the toolchain of C are loaded for those who need them.
      return compiling(async () => {
        const { subjectOfSource } = await import('../impl/c/subject.ts');
        return subjectOfSource(spec.source, spec.options, spec.driver);
      });
  }
}

async function ofCatalogue(
  { name, helpers, driver }: SubjectSpec & { kind: 'catalogue' },
  compiling: Making['compiling'],
): Promise<Subject> {
  const modules = await entries<HelpersModule>('helpers');
  const module = modules.get(helpers);
  if (module) await assertFits(name, module, driver);
  // What is no version of the helpers is one of them with a patch, and may be C.
  const subject = await (module ? namedSubject(name) : compiling(() => namedSubject(name)));
  if (subject) return subject;
  throw unknownName('subject', helpers, { names: modules.keys(), more: patchNames() });
}

async function ofModule(
  { name, driver }: { readonly name: string; readonly driver?: string | undefined },
  load: () => Promise<Record<string, unknown>>,
): Promise<Subject> {
  const module = await importedHelpers(name, load);
  await assertFits(name, module, driver);
  return withDriver(name, module, driver);
}

/** A driver that was asked for exists, and has helpers to be built on. */
async function assertFits(name: string, module: HelpersModule, driver?: string): Promise<void> {
  if (driver === undefined) return;
  lookUp('driver', driver, await entries<Driver>('drivers'));
  if (module.ttm_bo_vm_fault && !module.ttm_bo_vm_reserve) {
    throw usage(`${name}: the helpers have a fault handler of their own and take no driver`);
  }
}

async function changed(profile: Profile, change: ProfileChange): Promise<Profile> {
  if ('file' in change) return change.file;
  if ('answers' in change) return { ...profile, ...change.answers };
  const versions = await entries<HelpersModule>('helpers');
  const profiles = new Map([...versions].map(([name, it]) => [name, it.profile]));
  return lookUp('profile', change.version, profiles);
}
