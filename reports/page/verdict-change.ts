import type { Block, Fact } from './page.ts';

/** The laws that each subject was found to break. */
export type BrokenLaws = ReadonlyMap<string, readonly string[]>;

/** What became of the laws of one subject from one verdict to the next. */
export interface VerdictChange {
  readonly subject: string;
  readonly broken: readonly string[];
  readonly mended: readonly string[];
  readonly unchanged: readonly string[];
}

/** The difference for every subject of which there are two verdicts. */
export function verdictChanges(before: BrokenLaws, after: BrokenLaws): VerdictChange[] {
  return [...after].flatMap(([subject, now]) => {
    const then = before.get(subject);
    if (then === undefined) return [];
    return {
      subject,
      broken: now.filter((law) => !then.includes(law)),
      mended: then.filter((law) => !now.includes(law)),
      unchanged: now.filter((law) => then.includes(law)),
    };
  });
}

/** The same as a page. */
export const pageOfChanges = (changes: readonly VerdictChange[]): Block[] =>
  changes.flatMap(({ subject, broken, mended, unchanged }): Block[] => {
    const tone = broken.length > 0 ? 'bad' : mended.length > 0 ? 'good' : undefined;
    const heading = { kind: 'heading', level: 2, text: `Since the last verdict on ${subject}` };
    const facts: Fact[] = [
      ['Newly broken', named(broken)],
      ['Mended', named(mended)],
      ['Still broken', named(unchanged)],
    ];
    return [
      { ...heading, ...(tone === undefined ? {} : { tone }) } as Block,
      { kind: 'facts', facts },
    ];
  });

const named = (laws: readonly string[]): string => laws.join(', ') || 'none';
