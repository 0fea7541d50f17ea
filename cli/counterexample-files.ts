import { join } from 'node:path';
import type { Profile } from '../impl/kernel/profile.ts';
import { COUNTEREXAMPLE_SCHEMA, type Finding } from '../properties/finding.ts';
import { counterexampleText } from '../reports/counterexample.ts';
import { quoted } from '../reports/draw/shell.ts';
import type { ReportedFinding } from '../reports/format.ts';
import { writeAll } from './folder.ts';
import type { Setup } from './job.ts';

/** Longest beginning of a file name that is taken from a subject's name. */
const SUBJECT_MAX = 80;

/** The counterexamples of one command: each finding gets a file, all are written together. */
export class CounterexampleFiles {
  private readonly folder: string;
  private readonly setup: Pick<Setup, 'git' | 'config' | 'trustTypescript'> | undefined;
  private readonly files = new Map<string, string>();

  constructor(folder: string, setup?: Pick<Setup, 'git' | 'config' | 'trustTypescript'>) {
    this.folder = folder;
    this.setup = setup;
  }

  /** The findings of a subject, each with the command that replays its file. */
  add(
    { subject, profile }: { subject: string; profile: Profile },
    findings: readonly Finding[],
  ): ReportedFinding[] {
    return findings.map((finding) => {
      const name = this.freeName(`${fileStem(subject)}-${finding.invariant}`);
      const file = { schema: COUNTEREXAMPLE_SCHEMA, subject, profile, finding } as const;
      this.files.set(name, counterexampleText(file));
      return { ...finding, replay: replayCommand(join(this.folder, name), this.setup) };
    });
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

/** A subject's name or path as the beginning of a file name. */
const fileStem = (subject: string): string =>
  subject
    .replace(/^[./]+/, '')
    .replace(/[^\w.+-]/g, '-')
    .slice(-SUBJECT_MAX);

/** The command that replays a file, ready to paste into a shell. */
export function replayCommand(
  path: string,
  { subject, git, config, trustTypescript }: Partial<Setup> & { subject?: string | undefined } = {},
): string {
  return [
    `npx faultline replay ${quoted(path)}`,
    ...(subject === undefined ? [] : [`--subject ${quoted(subject)}`]),
    ...(git === undefined ? [] : [`--git ${quoted(git)}`]),
    ...(typeof config === 'string' ? [`--config ${quoted(config)}`] : []),
    ...(trustTypescript === true ? ['--trust-typescript'] : []),
  ].join(' ');
}
