import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { shippedNames } from '../../catalog.ts';
import { stubsName } from '../../impl/c/front-end/stubs-name.ts';
import type { DriverFile, Options } from '../../impl/c/subject.ts';
import type { Job } from '../../jobs/job.ts';
import { byVersion } from '../../jobs/names.ts';
import type { SubjectSpec } from '../../jobs/subject-spec.ts';
import type { UserEntries } from '../../jobs/user-entries.ts';
import type { Setup } from '../../properties/answers/work.ts';
import { boundedText } from '../documents/bounded-input.ts';
import { usage } from '../exit.ts';
import { buildOf } from './build.ts';
import type { OwnEntries } from './config.ts';
import { digestOfTexts } from './digest.ts';
import {
  assertTrusted,
  givenFile,
  givenSource,
  isGiven,
  sourceOnDisk,
  textModule,
} from './given-subject.ts';
import { profileAskedFor } from './profile.ts';
import { assertReadable, unknownSuffix } from './readable.ts';

const AS_IT_IS: Setup = { profile: null, toolchain: null };

/** The subjects that these words of the command line name; all helpers if there are none. */
export function specsOf(
  names: readonly string[],
  setup: Setup = AS_IT_IS,
  own: UserEntries = new Map(),
): SubjectSpec[] {
  const all = [...shippedNames('helpers'), ...(own.get('helpers') ?? []).map(([name]) => name)];
  const wanted = names.length > 0 ? names : all.sort(byVersion);
  return wanted.map((name) => specOf(name, setup));
}

/** The subject that a word of the command line names, with all its texts. */
export function specOf(name: string, setup: Setup = AS_IT_IS): SubjectSpec {
  const profile = setup.profile === null ? null : profileAskedFor(setup.profile);
  return { ...subjectCalled(name, setup), profile };
}

/** The subjects of a job, in its order, with what the user's configuration says of them. */
export const subjectsOf = (job: Job, own?: OwnEntries): SubjectSpec[] =>
  namedBy(job, own?.entries).map((spec) => (own ? withOwn(spec, own) : spec));

/** A subject in C with the stubs and pairs of a configuration; a header beside the file wins. */
export function withOwn(spec: SubjectSpec, { inC: { pairs, stubs } }: OwnEntries): SubjectSpec {
  if (spec.kind !== 'c') return spec;
  const { driver, options } = spec;
  const more = { ...options, ...(Object.keys(pairs).length > 0 && { pairs }) };
  if (!driver) return { ...spec, options: more };
  const { file } = driver;
  const name = stubsName(file.path);
  const text = stubs.get(name);
  const headers =
    text === undefined || file.headers.has(name)
      ? file.headers
      : new Map([...file.headers, [name, text]]);
  return {
    ...spec,
    driver: { ...driver, file: { ...file, headers } },
    options: more,
  };
}

function namedBy(job: Job, own?: UserEntries): SubjectSpec[] {
  switch (job.kind) {
    case 'check':
    case 'explore':
      return specsOf(job.subjects, job.setup, own);
    case 'gate':
      return [specOf(job.candidate, job.setup), specOf(job.baseline, job.baselineSetup)];
    case 'replay':
      return [replayed(job)];
  }
}

/**
 * A counterexample's own subject runs in the file's profile, unless another one is given; whatever
 * is compiled is compiled as the file says, unless the options say it.
 */
function replayed({ file, subject, setup }: Extract<Job, { kind: 'replay' }>): SubjectSpec {
  const build = buildOf(setup) ?? file.build;
  const spec = specOf(subject ?? file.subject, { ...setup, ...(build && { build }) });
  const isOwn = subject === null && setup.profile === null;
  return isOwn ? { ...spec, profile: [{ file: file.profile }] } : spec;
}

/** What a word names, before anything is said of its profile. */
type Called = WithoutProfile<SubjectSpec>;
type WithoutProfile<T> = T extends unknown ? Omit<T, 'profile'> : never;

function subjectCalled(name: string, setup: Setup): Called {
  // Reports show it to terminals.
  if (/\p{Cc}/u.test(name)) throw usage(`${name}: the name of a subject has control characters`);
  if (!isFile(name) && isGiven(name)) return subjectOfGiven(name, setup);
  if (isFile(name) || looksLikePath(name)) return subjectOfFile(name, setup);
  const { base, driver } = split(name);
  return { kind: 'catalogue', name, digest: null, helpers: base, driver };
}

function subjectOfFile(name: string, setup: Setup): Called {
  const { base, driver } = isFile(name) ? { base: name, driver: undefined } : split(name);
  assertReadable(base);
  if (extname(base) === '.c') {
    const source = sourceOnDisk(base);
    if (driver === undefined) return subjectInC(name, setup, { source });
    const { path, ...which } = driverFile(name, driver);
    return subjectInC(name, setup, { source, driver: { file: sourceOnDisk(path), ...which } });
  }
  if (extname(base) !== '.ts') throw unknownSuffix(base);
  const digest = digestOfTexts([boundedText(base, 'source')]);
  return { kind: 'typescript-file', name, digest, path: base, driver };
}

/** A file of a revision, or with a patch applied to it. */
function subjectOfGiven(name: string, setup: Setup): Called {
  const [, base, driver] = /^(.*?\.(?:c|ts))(?:\+(.*))?$/s.exec(name) ?? [];
  if (base === undefined) throw unknownSuffix(name);
  if (extname(base) === '.ts') {
    assertTrusted(base, setup);
    const module = textModule(givenFile(base, setup.git));
    const digest = digestOfTexts([module.text, ...[...module.beside].flat()]);
    return { kind: 'typescript-text', name: module.name, digest, module, driver };
  }
  const source = givenSource(base, setup);
  if (driver === undefined) return subjectInC(name, setup, { source });
  const { path, ...which } = driverFile(name, driver, isGiven);
  const file = givenSource(path, setup);
  return subjectInC(name, setup, { source, driver: { file, ...which } });
}

function subjectInC(
  name: string,
  setup: Setup,
  parts: Pick<Extract<SubjectSpec, { kind: 'c' }>, 'source' | 'driver'>,
): Called {
  const files = [parts.source, ...(parts.driver ? [parts.driver.file] : [])];
  const texts = files.flatMap(({ text, headers }) => [text, ...[...headers].flat()]);
  const digest = digestOfTexts(texts);
  return { kind: 'c', name, digest, ...parts, options: optionsOf(setup) };
}

/** What a C file is compiled with; a version's profile says which version conditions ask for. */
const optionsOf = (setup: Setup): Options => ({
  ...(setup.toolchain !== null && { toolchain: setup.toolchain }),
  build: buildOf(setup) ?? {},
});

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

/** `v5.10+amdgpu` is the helpers `v5.10` under the handler `amdgpu`. */
function split(name: string): { base: string; driver: string | undefined } {
  // The names of files may have a plus too.
  const pluses = [...name.matchAll(/\+/g)].map(({ index }) => index);
  const plus = pluses.find((at) => isFile(name.slice(0, at))) ?? pluses.at(-1) ?? -1;
  if (plus <= 0) return { base: name, driver: undefined };
  return { base: name.slice(0, plus), driver: name.slice(plus + 1) };
}

const isFile = (name: string): boolean =>
  statSync(name, { throwIfNoEntry: false })?.isFile() ?? false;

const looksLikePath = (name: string): boolean =>
  /^[^:]*\//.test(name) || /^[^:]*\.([cm]?[tj]s|c)(\+|$)/.test(name);
