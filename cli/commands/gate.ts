import { Command } from 'commander';
import { later } from '../later.ts';
import { ALLOW_DEFAULT, GROUPS, withSearchOptions } from '../options.ts';

/** `faultline gate`: says whether a refactor may land. */
export const gateCommand = (): Command =>
  withSearchOptions(new Command('gate'))
    .summary('may this refactor land?')
    .description(
      'Runs a candidate and its baseline in the same worlds, and is content when the candidate ' +
        'breaks no law that the baseline keeps. --profile is for the candidate alone; ' +
        '--handler goes on top of the candidate, and of a baseline in C.\n\n' +
        'With --patch the candidate is a file with a mailed patch, or a series, applied to it; with ' +
        '--range A..B -- PATH each revision that touches a file is gated against its parent.\n\n' +
        'What is accepted stands in faultline.allow.json: violations, each known by what the thread ' +
        'did and what its run takes, so that another one of the same law is none of them.',
    )
    .argument(
      '[candidate]',
      'the subject that is to land; A..B: what B has, against what A has; with --range or --cached ' +
        'the path of the file',
    )
    .argument('[path]', 'of A..B, the file (default: the helpers, or the only C file that changed)')
    .option(
      '--baseline <subject>',
      'what it is to replace (default: the C file at HEAD, what --onto says, or v5.3)',
    )
    .option('--patch <file>', 'apply this mail, mailbox or patch (-: standard input)')
    .option(
      '--onto <file>',
      'what to apply it to: FILE or REV:PATH (default: its base-commit, the commit with\nthe content that it was made from, or HEAD)',
    )
    .option('--cached', 'what is staged, against what HEAD has')
    .option('--range <a..b>', 'gate the revisions of the file at a path, one by one')
    .option('--baseline-profile <profile>', 'kernel around the baseline, as for --profile')
    .option('--refine', 'also fail if the candidate gains behaviour that the baseline lacks')
    .option(
      '--allow <file>',
      `what is accepted (default: ${ALLOW_DEFAULT} of the baseline's revision,\nelse of this folder, but not in CI)`,
    )
    .option('--accept <name>', 'accept this law or change of the report from now on', listed)
    .option('--reason <text>', 'why it is accepted')
    .option('--confirm <version>', 'play each finding on a real kernel (see `faultline kernels`)')
    .optionsGroup(GROUPS.output)
    .option(
      '--report <dir>',
      'write gate.html, .md, .json, .txt, .junit.xml and .sarif there (or range.…)',
    )
    .action(later(async () => (await import('../work/gate.ts')).run));

const listed = (name: string, before: readonly string[] = []): string[] => [...before, name];
