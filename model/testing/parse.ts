import { eventColumns, type FaultEvent } from '../alphabet.ts';
import { type ChartProfile, chartProfiles } from '../profile.ts';

/** A named list of events. */
export type NamedRun = { readonly title: string; readonly events: readonly FaultEvent[] };

/** The profiles to which runs apply. */
const groups = {
  every: () => true,
  once: ({ retry }) => retry === 'once',
  many: ({ retry }) => retry === 'many',
  mmapLast: ({ lockOrder }) => lockOrder === 'mmap-last',
  mmapFirst: ({ lockOrder }) => lockOrder === 'mmap-first',
  manyMmapFirst: ({ retry, lockOrder }) => retry === 'many' && lockOrder === 'mmap-first',
  io: ({ ioLock }) => ioLock,
  noIo: ({ ioLock }) => !ioLock,
} as const satisfies Record<string, (profile: ChartProfile) => boolean>;

/** Runs as text: a title per line, its events below it, further to the right. */
export type RunsByProfile = { readonly [Group in keyof typeof groups]?: string };

/**
 * The runs that apply to `profile`.
 *
 * `[` and `]` stand for the io lock's calls where the profile has that lock, for nothing elsewhere;
 * `!` is for the reader: the event after it is the one that breaks the specification.
 */
export function runsOf(profile: ChartProfile, runs: RunsByProfile): readonly NamedRun[] {
  const names = Object.keys(runs) as (keyof typeof groups)[];
  const texts = names.filter((name) => groups[name](profile)).map((name) => runs[name]!);
  return texts.flatMap((text) => parse(profile, text));
}

/** The profiles with their names, as `test.each` wants them. */
export const namedProfiles: readonly (readonly [string, ChartProfile])[] =
  Object.entries(chartProfiles);

function parse(profile: ChartProfile, text: string): readonly NamedRun[] {
  const blocks = text.matchAll(/^ {4}(\S.*)\n((?: {5,}.*\n)+)/gm);
  return [...blocks].map(([, title, events]) => ({
    title: title!,
    events: events!.split(/\s+/).flatMap((word) => spell(profile, word)),
  }));
}

function spell(profile: ChartProfile, word: string): readonly FaultEvent[] {
  if (word === '' || word === '!') return [];
  if (word === '[') return profile.ioLock ? ['io_lock_ok'] : [];
  if (word === ']') return profile.ioLock ? ['io_unlock'] : [];
  if (!(word in eventColumns)) throw new Error(`expected an event of the alphabet, came ${word}`);
  return [word as FaultEvent];
}
