import type { Pair } from '../impl/c/front-end/pairs.ts';

export type { Pair, Takes } from '../impl/c/front-end/pairs.ts';

/** Folders of one's own that join those of the catalogue, as paths from the configuration's file. */
export interface Folders {
  /** Versions of the helpers, as `faultline/helpers/v5.5` is one. */
  readonly helpers?: string;
  /** Fault handlers that can be built on any helpers: `Driver`. */
  readonly drivers?: string;
  /** Threads of the environment: `Actor`. */
  readonly actors?: string;
  /** Laws: `Invariant`. */
  readonly invariants?: string;
  /** Ways of choosing who runs next: `StrategyEntry`. */
  readonly strategies?: string;
  /** Named tiny worlds: `Litmus`. */
  readonly worlds?: string;
  /** What is missing to drivers' files in C: `NAME.stubs.h` for a `NAME.c`. */
  readonly stubs?: string;
}

/** What `faultline.config.ts` exports by default. */
export interface Config {
  readonly folders?: Folders;
  /**
   * What drivers in C take and give back, by a name of one's own: locks, references, power. The law
   * `taken-is-given-back` asks for each on every way out of a handler.
   */
  readonly pairs?: Readonly<Record<string, Pair>>;
}

/** A configuration as it is, with its types checked where it is written. */
export const defineConfig = (config: Config): Config => config;
