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
}

/** What `faultline.config.ts` exports by default. */
export interface Config {
  readonly folders: Folders;
}

/** A configuration as it is, with its types checked where it is written. */
export const defineConfig = (config: Config): Config => config;
