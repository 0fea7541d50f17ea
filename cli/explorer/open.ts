import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { entries } from '../../catalog.ts';
import type { HelpersModule } from '../../impl/subject.ts';
import { lookUp } from '../../jobs/names.ts';
import { subjectOf } from '../../jobs/subjects.ts';
import type { Setup } from '../../properties/answers/work.ts';
import { turnsUpTo } from '../../reports/page/turns.ts';
import { readCounterexample } from '../documents/counterexample-input.ts';
import { assertTrusted, codeNamedBy } from '../documents/strangers-code.ts';
import { usage } from '../exit.ts';
import type { SubjectOptions } from '../options.ts';
import { writeAll } from '../output/folder.ts';
import { setupOf } from '../setup.ts';
import { specOf } from '../subjects/subjects.ts';
import { fragmentOf } from './browser/address.ts';
import { explorerPage } from './build.ts';
import type { Given } from './entry.ts';

const FILE = 'explorer.html';

/** What `explore --open` was asked for. */
interface Asked {
  readonly folder: string;
  readonly subjects: readonly string[];
  readonly worlds: readonly string[];
  readonly options: SubjectOptions;
}

/**
 * Writes the page into a folder; its URL, at the first of these subjects and worlds, or at the step
 * at which the law breaks in a counterexample.
 */
export async function writeExplorer({ folder, subjects, worlds, options }: Asked): Promise<string> {
  const [path = ''] = subjects;
  if (extname(path) === '.json') {
    if (subjects.length > 1 || worlds.length > 0) {
      throw usage(`${path}: a counterexample says subject and world itself, found another one`);
    }
    return writeAt(path, folder, options);
  }
  const known = await entries('worlds');
  const given = await givenSubjects(subjects, setupOf(options));
  for (const name of worlds) lookUp('world', name, known);
  const [subject = 'rfc'] = subjects;
  const [world = 'two-faults'] = worlds;
  return write(folder, given, fragmentOf({ subject, world, choices: [] }));
}

async function writeAt(path: string, folder: string, options: SubjectOptions): Promise<string> {
  const { subject, finding, build } = readCounterexample(path);
  assertTrusted(path, codeNamedBy([subject], [], options), options);
  const setup = { ...setupOf(options), ...(build && { build }) };
  const given = await givenSubjects([subject], setup);
  const { world, schedule } = finding.shrunk;
  const turns = turnsUpTo(schedule, finding.step + 1);
  return write(folder, given, fragmentOf({ subject, world: JSON.stringify(world), turns }));
}

/** The page with those of these subjects that a browser can run. */
export async function explorerWith(names: readonly string[], setup: Setup) {
  const subjects = new Set<string>();
  const given: Given[] = [];
  for (const name of names) {
    try {
      given.push(await givenSubjects([name], setup));
      subjects.add(name);
    } catch {
      // It has been judged: what cannot be taken along is only not offered.
    }
  }
  const helpers = given.flatMap((one) => one.helpers);
  const inC = new Map(given.flatMap((one) => [...one.inC]));
  return { subjects, page: await explorerPage({ helpers, inC }) };
}

async function write(folder: string, given: Given, fragment: string): Promise<string> {
  writeAll(folder, new Map([[FILE, await explorerPage(given)]]));
  const url = pathToFileURL(join(folder, FILE));
  url.hash = fragment;
  return url.href;
}

/** Subjects that are not shipped: TypeScript by its path, C compiled. */
async function givenSubjects(names: readonly string[], setup: Setup): Promise<Given> {
  const shipped = await entries<HelpersModule>('helpers');
  const helpers: string[] = [];
  const inC = new Map<string, Awaited<ReturnType<typeof compiled>>>();
  for (const name of names) {
    const spec = specOf(name, setup);
    if (spec.kind === 'c') inC.set(name, await compiled(spec));
    else if (extname(name) === '.ts') {
      await subjectOf(spec);
      helpers.push(name);
    } else if (name.includes('+')) {
      throw usage(`${name}: a browser runs whole subjects, found helpers under a shipped driver`);
    } else lookUp('subject', name, shipped);
  }
  return { helpers, inC };
}

/** The code of a subject in C, in the profile that was asked for. */
async function compiled(spec: ReturnType<typeof specOf> & { readonly kind: 'c' }) {
  const { compiledOf } = await import('../../impl/c/subject.ts');
  const { profile } = await subjectOf(spec);
  const { wasm, about } = await compiledOf(spec.source, spec.options, spec.driver);
  return { wasm, about: { ...about, profile } };
}
