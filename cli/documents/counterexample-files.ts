import { join } from 'node:path';
import type { Build } from '../../impl/c/front-end/build.ts';
import type { Profile } from '../../impl/kernel/profile.ts';
import {
  COUNTEREXAMPLE_SCHEMA,
  type Counterexample,
} from '../../properties/answers/counterexample.ts';
import type { Finding } from '../../properties/answers/finding.ts';
import type { Setup } from '../../properties/answers/work.ts';
import { counterexampleText } from '../../reports/counterexample.ts';
import { quoted } from '../../reports/draw/shell.ts';
import type { ReportedFinding } from '../../reports/format.ts';
import { writeAll } from '../output/folder.ts';
import { buildOf } from '../subjects/build.ts';
import { type Corpus, meaningKey } from './corpus.ts';
import { namesCode } from './strangers-code.ts';

/** Longest beginning of a file name that is taken from a subject's name. */
const SUBJECT_MAX = 80;

type Replaying = Pick<Setup, 'git' | 'trustTypescript'>;
type Known = Replaying & Partial<Pick<Setup, 'build' | 'profile'>>;

/** The counterexamples of one command: each finding gets a file, all are written together. */
export class CounterexampleFiles {
  private readonly folder: string;
  private readonly setup: Replaying | undefined;
  private readonly build: Build | undefined;
  private readonly corpus: Corpus | undefined;
  private readonly files = new Map<string, string>();
  /** Of the files that a corpus gets. */
  private readonly firstSubject = new Map<string, string>();

  /** With a corpus, files go there, and what is there already is not written again. */
  constructor(folder: string, setup?: Known, corpus?: Corpus) {
    this.folder = corpus?.folder ?? folder;
    this.setup = setup;
    this.build = setup && buildOf(setup);
    this.corpus = corpus;
  }

  /** The findings of a subject, each with the command that replays its file. */
  add(
    { subject, profile }: { subject: string; profile: Profile },
    findings: readonly Finding[],
  ): ReportedFinding[] {
    return findings.map((finding) => {
      const build = isInC(subject) ? this.build : undefined;
      const file = {
        schema: COUNTEREXAMPLE_SCHEMA,
        subject,
        profile: finding.kernel ?? profile,
        ...(build && { build }),
        finding,
      } as const;
      return { ...finding, replay: this.corpus ? this.kept(file) : this.written(file) };
    });
  }

  private written(file: Counterexample): string {
    const name = this.freeName(`${fileStem(file.subject)}-${file.finding.invariant}`);
    this.files.set(name, counterexampleText(file));
    return replayCommand(join(this.folder, name), { ...this.setup, ...trusting(file.subject) });
  }

  /** A run of the same meaning has one file in a corpus, whichever subject it was found on. */
  private kept(file: Counterexample): string {
    const { subject, finding } = file;
    const there = this.corpus!.byMeaning.get(meaningKey(finding));
    const name = there?.name ?? `${finding.invariant}-${meaningKey(finding)}.json`;
    const other = there?.subject ?? this.firstSubject.get(name) ?? subject;
    if (there === undefined && !this.files.has(name)) {
      this.files.set(name, counterexampleText(file));
      this.firstSubject.set(name, subject);
    }
    // What is named on the command line is trusted.
    const instead = other === subject ? trusting(subject) : { subject };
    return replayCommand(join(this.folder, name), { ...this.setup, ...instead });
  }

  /** Writes all files or none. */
  write(): void {
    if (this.files.size > 0) writeAll(this.folder, this.files);
  }

  private freeName(stem: string): string {
    let name = `${stem}.json`;
    for (let times = 2; this.files.has(name); times += 1) name = `${stem}-${times}.json`;
    return name;
  }
}

/** The option without which a file that names code is not replayed. */
const trusting = (subject: string): Pick<Setup, 'trustTypescript'> =>
  namesCode(subject) ? { trustTypescript: true } : {};

/** Whether a subject is compiled, so that it matters how. */
const isInC = (subject: string): boolean => /\.c(?:[+:]|$)/.test(subject);

/** A subject's name or path as the beginning of a file name. */
const fileStem = (subject: string): string =>
  subject
    .replace(/^[./]+/, '')
    .replace(/[^\w.+-]/g, '-')
    .slice(-SUBJECT_MAX);

/** Another subject than the file's, and a real kernel, if one is asked. */
interface Replayed {
  readonly subject?: string | undefined;
  readonly kernel?: string | undefined;
}

/** The command that replays a file, ready to paste into a shell. */
export function replayCommand(
  path: string,
  { subject, kernel, git, config, trustTypescript }: Partial<Setup> & Replayed = {},
): string {
  return [
    `npx faultline replay ${quoted(path)}`,
    ...(subject === undefined ? [] : [`--subject ${quoted(subject)}`]),
    ...(kernel === undefined ? [] : [`--kernel ${quoted(kernel)}`]),
    ...(git === undefined ? [] : [`--git ${quoted(git)}`]),
    ...(typeof config === 'string' ? [`--config ${quoted(config)}`] : []),
    ...(trustTypescript === true ? ['--trust-typescript'] : []),
  ].join(' ');
}
