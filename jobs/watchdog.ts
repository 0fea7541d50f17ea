import type { SharedState } from './shared-state.ts';

/** Silence after which the work counts as hung, in milliseconds. */
export const SILENCE_MS_MAX = 10_000;
/** The same while C is compiled, by a compiler that may itself be an interpreted program. */
const COMPILE_MS_MAX = 180_000;
const LOOK_MS = 200;

/**
 * Calls `hung` when the heartbeat has been silent for too long; returns what ends the watch.
 *
 * It counts its own looks instead of reading a clock, so that a machine that was suspended does not
 * look like work that hangs.
 */
export function watch(
  state: SharedState,
  hung: () => void,
  silenceMs = SILENCE_MS_MAX,
): () => void {
  let beats = state.beats;
  let silent = 0;
  const timer = setInterval(() => {
    silent = state.beats === beats ? silent + LOOK_MS : 0;
    beats = state.beats;
    if (silent < (state.patient ? COMPILE_MS_MAX : silenceMs)) return;
    clearInterval(timer);
    hung();
  }, LOOK_MS);
  return () => clearInterval(timer);
}
