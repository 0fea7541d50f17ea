/** Exit codes, fixed for ever, so that `git bisect run` can rely on them. */
export const EXIT = {
  /** Nothing wrong. */
  clean: 0,
  /** A law was broken; the refactor is not safe; the counterexample was reproduced. */
  broken: 1,
  /** Wrong usage, or a broken harness. */
  usage: 2,
  /** The subject cannot be judged. */
  unusable: 125,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
