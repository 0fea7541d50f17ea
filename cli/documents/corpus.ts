import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { loadTools } from '../../catalog.ts';
import { assertKnown } from '../../jobs/known-names.ts';
import type { Counterexample } from '../../properties/answers/counterexample.ts';
import type { KeptRun } from '../../properties/answers/event-schedule.ts';
import type { Finding } from '../../properties/answers/finding.ts';
import { meaningOf } from '../../properties/corpus/event-schedule.ts';
import type { Tools } from '../../properties/run/tools.ts';
import { inOrder } from '../../reports/json/key-order.ts';
import { schemas } from '../../reports/schemas.ts';
import { aboutFile, usage } from '../exit.ts';
import { readCounterexample } from './counterexample-input.ts';

/** A folder of counterexamples that are tried first, and to which new ones are added. */
export interface Corpus {
  readonly folder: string;
  /** In the order of their files' names. */
  readonly runs: readonly KeptRun[];
  /** The files by what their runs mean. */
  readonly byMeaning: ReadonlyMap<string, { readonly name: string; readonly subject: string }>;
}

interface CorpusOptions {
  readonly corpus?: string;
  readonly world?: string;
}

/** The corpus of the command line, if there is one; a folder that is not there yet is empty. */
export async function corpusOf(
  { corpus: folder, world }: CorpusOptions,
  command: Command,
): Promise<Corpus | undefined> {
  if (folder === undefined) return undefined;
  if (command.getOptionValueSource('out') === 'cli') {
    throw usage('--corpus DIR is where new counterexamples are kept, so it stands without --out');
  }
  if (world !== undefined) {
    throw usage(`--corpus brings worlds of its own, found --world ${world} to stay in`);
  }
  const tools = await loadTools();
  const files = namesIn(folder).map((name) => ({ name, file: read(join(folder, name), tools) }));
  return {
    folder,
    runs: files.map(({ name, file: { finding } }) => ({
      name,
      invariant: finding.invariant,
      world: finding.shrunk.world,
      turns: meaningOf(finding),
    })),
    byMeaning: new Map(
      files.map(({ name, file }) => [meaningKey(file.finding), { name, subject: file.subject }]),
    ),
  };
}

/** The part of a job that says what is tried first. */
export const triedFirst = (corpus: Corpus | undefined): { readonly corpus?: readonly KeptRun[] } =>
  corpus === undefined ? {} : { corpus: corpus.runs };

const KEY_LENGTH = 12;

/** Tells runs by what they mean: the law, the world, and who does what until when. */
export function meaningKey(finding: Finding): string {
  const world = inOrder(finding.shrunk.world, schemas.world);
  const meaning = JSON.stringify([finding.invariant, world, meaningOf(finding)]);
  return createHash('sha256').update(meaning).digest('hex').slice(0, KEY_LENGTH);
}

function namesIn(folder: string): string[] {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) throw usage(`--corpus ${folder}: expected a directory, found a file`);
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  // A draft that was never finished begins with a dot.
  return names.filter((name) => !name.startsWith('.')).sort();
}

/** An entry that nothing can be made of is wrong usage: silence would pass for a good sign. */
function read(path: string, tools: Tools): Counterexample {
  const file = readCounterexample(path);
  aboutFile(path, () => assertKnown(file, tools));
  if (meaningOf(file.finding).length > 0) return file;
  throw usage(`${path}: expected a trace with steps, found none in it`);
}
