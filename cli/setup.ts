import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Build, macrosOf } from '../impl/c/front-end/build.ts';
import type { Effort, Setup } from '../properties/answers/work.ts';
import { usage } from './exit.ts';
import { RUNS_DEFAULT, RUNS_MAX } from './numbers.ts';
import type { SearchOptions, SubjectOptions } from './options.ts';
import { assertReadable } from './subjects/readable.ts';

/** How runs are scheduled unless another strategy is asked for: by turns. */
export const STRATEGY_DEFAULT = 'portfolio';

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
  return build.config ? { ...build, config: withoutComments(build.config) } : build;
}

/** What is set alone, since a counterexample has it too. */
const withoutComments = ({ path, text }: NonNullable<Build['config']>) => ({
  path,
  text: (text.match(/^[ \t]*CONFIG_\w+=.*$/gm) ?? ['# CONFIG_MODULES is not set']).join('\n'),
});

/** `.config` and `/boot/config-6.12.0-amd64` are a kernel's, not one of this program. */
const isKernelConfig = (path: string | false | undefined): path is string =>
  typeof path === 'string' && /^(?:.*\.)?config(?:-.*)?$/.test(basename(path));

/** What the options say about how long and where to search. */
export const effortOf = (
  options: Pick<SearchOptions, 'runs' | 'seconds' | 'seed' | 'strategy' | 'world'>,
): Effort => ({
  runs: options.runs ?? (options.seconds === undefined ? RUNS_DEFAULT : RUNS_MAX),
  seconds: options.seconds ?? null,
  seed: options.seed,
  strategy: options.strategy ?? STRATEGY_DEFAULT,
  world: options.world ?? null,
});
