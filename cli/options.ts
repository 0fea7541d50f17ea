import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { type Build, macrosOf } from '../impl/c/front-end/build.ts';
import { TOOLCHAIN_NAMES, type ToolchainName } from '../impl/c/toolchain/toolchain.ts';
import type { Effort, Setup, Shard } from '../properties/answers/work.ts';
import type { Trusting } from './documents/strangers-code.ts';
import { usage } from './exit.ts';
import {
  RUNS_DEFAULT,
  RUNS_MAX,
  runs,
  SEED_DEFAULT,
  seconds,
  seed,
  shard,
  workers,
} from './numbers.ts';
import type { Detail } from './output/render.ts';
import { assertReadable } from './subjects/readable.ts';

/** How runs are scheduled unless another strategy is asked for: by turns. */
export const STRATEGY_DEFAULT = 'portfolio';
/** Where counterexamples go, from the current directory. */
export const OUT_DEFAULT = 'reports/out';

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
    .option('--json', 'print one JSON document on standard output, and nothing else there')
    .option('--no-color', 'no colours on a terminal (as with NO_COLOR=1)')
    .option('--debug', 'show the stack of an error');

/** A command with the options that say how much of its answer is printed. */
export const withDetailOptions = (command: Command): Command =>
  command
    .option('-q, --quiet', 'print the verdict alone, in one line')
    .option('-v, --verbose', 'print every run, what was covered, and what the verdict holds for')
    .option('--terse', 'print FILE:LINE: error: … [law], a line for each finding')
    .option('--no-pager', 'never pass what is longer than the terminal to a pager');

/** A command with the options of the commands that ask the catalogue. */
export const withCatalogueOptions = (command: Command): Command =>
  withCommonOptions(command)
    .option('--config <file>', 'folders of your own (default: faultline.config.ts, if it is here)')
    .option('--no-config', 'no folders of your own, whatever is here');

/** A command with the options of the commands that run subjects. */
export const withSubjectOptions = (command: Command): Command =>
  withCatalogueOptions(command)
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
    );

const collected = (word: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  word,
];

/** What the options say about the subject. */
export function setupOf(options: SubjectOptions): Setup {
  const { config, git, profile, toolchain, trustTypescript } = options;
  const build = buildOf(options);
  return {
    profile: profile ?? null,
    toolchain: toolchain ?? null,
    ...(git === undefined ? {} : { git }),
    ...(config === undefined || isKernelConfig(config) ? {} : { config }),
    ...(trustTypescript === undefined ? {} : { trustTypescript: true }),
    ...(build && { build }),
  };
}

/** How the kernel is built that has the subjects, as far as the options say it. */
function buildOf({ config, define, kconfig }: SubjectOptions): Build | undefined {
  const path = kconfig ?? (isKernelConfig(config) ? config : undefined);
  if (path === undefined && define === undefined) return undefined;
  if (path !== undefined) assertReadable(path);
  const build: Build = {
    ...(define && { defines: define }),
    ...(path !== undefined && { config: { path, text: readFileSync(path, 'utf8') } }),
  };
  try {
    macrosOf(build);
  } catch (error) {
    throw usage((error as Error).message);
  }
  return build;
}

/** `.config` and `/boot/config-6.12.0-amd64` are a kernel's, not one of this program. */
const isKernelConfig = (path: string | false | undefined): path is string =>
  typeof path === 'string' && /^(?:.*\.)?config(?:-.*)?$/.test(basename(path));

/** A command with the options of the commands whose work can be divided. */
export const withDividedOptions = (command: Command): Command =>
  withDetailOptions(command)
    .option('--workers <n>', 'threads that work (default: as many as there are cores)', workers)
    .option('--shard <i/n>', 'do only part i of n, for `faultline merge`', shard)
    .option('--checkpoint <file>', 'where to write what is done if it is stopped before its end')
    .option('--resume <file>', 'go on from a checkpoint; it knows all other options');

/** A command with the options of the commands that search. */
export const withSearchOptions = (command: Command): Command =>
  withDividedOptions(withSubjectOptions(command))
    .option('--handler <file.c[:function]>', "a driver's own handler, on helpers in a C file")
    .option(
      '--runs <n>',
      `runs to judge (default: ${RUNS_DEFAULT}; with --seconds as many as fit)`,
      runs,
    )
    .option('--seconds <s>', 'stop searching after this time', seconds)
    .option('--seed <n>', 'the same seed gives the same answer', seed, SEED_DEFAULT)
    .option('--corpus <dir>', 'try the counterexamples in there first, and keep new ones there')
    .option('--out <dir>', 'where counterexamples are written', OUT_DEFAULT)
    .option('--watch', 'ask again whenever the file of a subject changes, until Ctrl-C');

/** What the options say about how long and where to search. */
export const effortOf = (options: SearchOptions): Effort => ({
  runs: options.runs ?? (options.seconds === undefined ? RUNS_DEFAULT : RUNS_MAX),
  seconds: options.seconds ?? null,
  seed: options.seed,
  strategy: options.strategy ?? STRATEGY_DEFAULT,
  world: options.world ?? null,
});
