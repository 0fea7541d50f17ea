import { type Command, Option } from 'commander';
import { TOOLCHAIN_NAMES, type ToolchainName } from '../impl/c/toolchain/toolchain.ts';
import type { Shard } from '../properties/answers/work.ts';
import type { Trusting } from './documents/strangers-code.ts';
import { RUNS_DEFAULT, runs, SEED_DEFAULT, seconds, seed, shard, workers } from './numbers.ts';
import type { Detail } from './output/render.ts';

/** Where counterexamples go, from the current directory. */
export const OUT_DEFAULT = 'reports/out';
/** Read if it is in the current directory, unless another file is given. */
export const ALLOW_DEFAULT = 'faultline.allow.json';
/** How `model` draws unless another format is asked for. */
export const FORMAT_DEFAULT = 'svg';

/** What can be listed, in the order in which one meets it. */
export const KINDS = [
  'subjects',
  'invariants',
  'strategies',
  'worlds',
  'actors',
  'drivers',
  'mutants',
  'rewrites',
  'holdout',
] as const;

/** One of the kinds. */
export type Kind = (typeof KINDS)[number];

/** Shells whose words can be completed. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** One of the shells. */
export type Shell = (typeof SHELLS)[number];

/** Headings of options in help and manual, in their order. */
export const GROUPS = {
  own: 'Options:',
  subject: 'What is judged:',
  search: 'How it is searched:',
  work: 'Who does the work:',
  output: 'How it is answered:',
} as const;

/** Options of every command. */
export interface CommonOptions {
  readonly json?: true;
  readonly debug?: true;
}

/** Options of the commands that ask the catalogue. */
export interface CatalogueOptions extends CommonOptions {
  /** False with `--no-config`. */
  readonly config?: string | false;
}

/** Options of the commands that run subjects. */
export interface SubjectOptions extends CatalogueOptions {
  readonly profile?: string;
  readonly toolchain?: ToolchainName;
  readonly git?: string;
  readonly trustTypescript?: true;
  readonly define?: readonly string[];
  readonly kconfig?: string;
}

/** How an answer is given. */
export interface AnswerOptions extends CommonOptions, Detail {
  readonly out: string;
  /** Where `check` and `gate` write their reports. */
  readonly report?: string;
  /** The real kernel that is asked about each finding. */
  readonly confirm?: string;
  /** Where counterexamples are kept by what they mean, instead of `out`. */
  readonly corpus?: string;
}

/** Options of the commands whose work can be divided, and gone on with. */
export interface DividedOptions extends AnswerOptions, Trusting {
  readonly seconds?: number;
  readonly workers?: number;
  readonly shard?: Shard;
  readonly checkpoint?: string;
  readonly resume?: string;
}

/** Options of the commands that search. */
export interface SearchOptions extends SubjectOptions, DividedOptions {
  readonly handler?: string;
  readonly stubs?: string;
  readonly runs?: number;
  readonly seed: number;
  readonly strategy?: string;
  readonly world?: string;
  readonly watch?: true;
  readonly corpus?: string;
}

/** A command with the options of every command. */
export const withCommonOptions = (command: Command): Command =>
  command
    .optionsGroup(GROUPS.output)
    .option('--json', 'print one JSON document on standard output, and nothing else there')
    .option('--no-color', 'no colours on a terminal (as with NO_COLOR=1)')
    .option('--debug', 'show the stack of an error')
    .optionsGroup(GROUPS.own);

/** A command with the options that say how much of its answer is printed. */
export const withDetailOptions = (command: Command): Command =>
  command
    .optionsGroup(GROUPS.output)
    .option('-q, --quiet', 'print the verdict alone, in one line')
    .option('-v, --verbose', 'print every run, what was covered, and what the verdict holds for')
    .option('--terse', 'print FILE:LINE: error: … [law], a line for each finding')
    .option('--no-pager', 'never pass what is longer than the terminal to a pager')
    .optionsGroup(GROUPS.own);

/** A command with the options of the commands that ask the catalogue. */
export const withCatalogueOptions = (command: Command): Command =>
  withCommonOptions(command)
    .optionsGroup(GROUPS.subject)
    .option('--config <file>', 'folders of your own (default: faultline.config.ts, if it is here)')
    .option('--no-config', 'no folders of your own, whatever is here')
    .optionsGroup(GROUPS.own);

/** A command with the options of the commands that run subjects. */
export const withSubjectOptions = (command: Command): Command =>
  withCatalogueOptions(command)
    .optionsGroup(GROUPS.subject)
    .option('--profile <profile>', 'kernel around the subject: v5.10, or retry=once,io-lock=yes')
    .addOption(
      new Option('--toolchain <name>', 'compiler of a C file').choices([...TOOLCHAIN_NAMES]),
    )
    .option(
      '--git <dir>',
      'the work tree that REV:PATH is looked up in, instead of the current one',
    )
    .option(
      '--trust-typescript',
      'run TypeScript that comes from a revision, a patch or a document',
    )
    .option('-D, --define <name[=value]>', 'a macro for a C file, as -D of a compiler', collected)
    .option(
      '--kconfig <file>',
      "a kernel's .config for C files (default: an x86-64 distribution's)",
    )
    .optionsGroup(GROUPS.own);

const collected = (word: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  word,
];

/** A command with the options of the commands whose work can be divided. */
export const withDividedOptions = (command: Command): Command =>
  withDetailOptions(command)
    .optionsGroup(GROUPS.work)
    .option('--workers <n>', 'threads that work (default: as many as there are cores)', workers)
    .option('--shard <i/n>', 'do only part i of n, for `faultline merge`', shard)
    .option('--checkpoint <file>', 'where to write what is done if it is stopped before its end')
    .option('--resume <file>', 'go on from a checkpoint; it knows all other options')
    .optionsGroup(GROUPS.own);

/** A command with the options of the commands that search. */
export const withSearchOptions = (command: Command): Command =>
  withDividedOptions(withSubjectOptions(command))
    .optionsGroup(GROUPS.subject)
    .option('--handler <file.c[:function]>', "a driver's own handler, on helpers in a C file")
    .optionsGroup(GROUPS.search)
    .option(
      '--runs <n>',
      `runs to judge (default: ${RUNS_DEFAULT}; with --seconds as many as fit)`,
      runs,
    )
    .option('--seconds <s>', 'stop searching after this time', seconds)
    .option('--seed <n>', 'the same seed gives the same answer', seed, SEED_DEFAULT)
    .option('--corpus <dir>', 'try the counterexamples in there first, and keep new ones there')
    .optionsGroup(GROUPS.output)
    .option('--out <dir>', 'where counterexamples are written', OUT_DEFAULT)
    .optionsGroup(GROUPS.work)
    .option('--watch', 'ask again whenever the file of a subject changes, until Ctrl-C')
    .optionsGroup(GROUPS.own);
