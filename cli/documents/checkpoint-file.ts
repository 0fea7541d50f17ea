import { basename, dirname } from 'node:path';
import { chunksIn, type Work } from '../../jobs/shards.ts';
import project from '../../package.json' with { type: 'json' };
import type { DivisibleJob, Found, Shard } from '../../properties/answers/work.ts';
import { jsonText } from '../../reports/json/text.ts';
import { usage } from '../exit.ts';
import { writeAll } from '../output/folder.ts';
import { readDocument } from './document-input.ts';

/** Work in a file: `shard` is one of several parts, `checkpoint` is where a command was stopped. */
export type KeptAs = 'shard' | 'checkpoint';

/** What was done of a job, with what it takes to go on. */
export interface KeptWork {
  readonly job: DivisibleJob;
  readonly subjects: readonly Found[];
  readonly shard: Shard | null;
  readonly work: Work;
}

interface Document {
  readonly schema: `faultline.${KeptAs}/2`;
  readonly version: string;
  readonly shard: Shard | null;
  readonly work: Work & { readonly job: DivisibleJob; readonly subjects: readonly Found[] };
}

/**
 * The text of the document. Its keys stay in the order in which they were made, as how a run
 * shrinks depends on them.
 */
export function workText(name: KeptAs, { job, subjects, shard, work }: KeptWork): string {
  const { searched, explored } = work;
  return jsonText({
    schema: `faultline.${name}/2`,
    version: project.version,
    shard,
    work: {
      job,
      subjects,
      searched,
      explored,
    },
  });
}

/** Writes the document, all of it or nothing. */
export const writeWork = (path: string, name: KeptAs, kept: KeptWork): void =>
  writeAll(dirname(path), new Map([[basename(path), workText(name, kept)]]));

/** The work in a file, if it is a document of this name that this version can go on with. */
export function readWork(path: string, name: KeptAs): KeptWork {
  const { version, shard, work } = readDocument<Document>(path, [`faultline.${name}/2`]);
  if (version !== project.version) {
    throw usage(`${path}: made by faultline ${version}, this is ${project.version}`);
  }
  const { job, subjects, searched, explored } = work;
  const kept = { searched, explored };
  if (!fits(job, { subjects, shard, work: kept })) {
    throw usage(`${path}: what it says was done is no part of what was asked for`);
  }
  return { job, subjects, shard, work: kept };
}

/** Could this have been done of that job? */
function fits(job: DivisibleJob, { subjects, shard, work }: Omit<KeptWork, 'job'>): boolean {
  if (shard !== null && shard.index > shard.of) return false;
  if (job.kind === 'explore') {
    const names = work.explored.map(({ subject, world }) => `${subject} ${world}`);
    return (
      work.searched.length === 0 &&
      new Set(names).size === names.length &&
      work.explored.every(({ subject, result }) => subjects[subject] && !result.interrupted)
    );
  }
  const chunks = chunksIn(job.effort.runs, shard);
  const sides = job.kind === 'gate' ? 2 : 1;
  return (
    work.explored.length === 0 &&
    work.searched.length <= (job.kind === 'gate' ? 1 : subjects.length) &&
    work.searched.every(
      ({ from, to, parts }) =>
        from === chunks.from && to >= from && to <= chunks.to && parts.length === sides,
    )
  );
}

/** Where the document of a shard is written. */
export const shardName = ({ kind }: DivisibleJob, { index, of }: Shard): string =>
  `${kind}-shard-${index}-of-${of}.json`;
