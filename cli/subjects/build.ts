import type { Build } from '../../impl/c/front-end/build.ts';
import type { Setup } from '../../properties/answers/work.ts';

/** How a C file is built: as the options say, for the version whose profile is asked for. */
export function buildOf({ build, profile }: Partial<Pick<Setup, 'build' | 'profile'>>) {
  const version = /(?:^|,)v(\d+\.\d+)(?:,|$)/.exec(profile ?? '')?.[1];
  if (version === undefined) return build;
  return { version, ...build } satisfies Build;
}
