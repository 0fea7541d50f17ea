/** Milliseconds since 1970, the same in every thread, and never going back in one of them. */
export const now = (): number => performance.timeOrigin + performance.now();

/** The time that begins now, for work that may take so many seconds, or for any work. */
export function deadlineOf(seconds: number | null, searchShare: number) {
  if (seconds === null) return { stopAt: null, giveUpAt: null };
  const begun = now();
  return { stopAt: begun + searchShare * seconds * 1000, giveUpAt: begun + seconds * 1000 };
}
