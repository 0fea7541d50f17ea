/** Pearson's statistic of counts against the shares that are expected of them. */
export function chiSquare(counts: readonly number[], shares: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count, index) => {
    const expected = total * shares[index]!;
    return sum + (count - expected) ** 2 / expected;
  }, 0);
}

/** What a fair source exceeds with probability 0.001, by degrees of freedom. */
export const CHI_SQUARE: Readonly<Record<number, number>> = {
  1: 10.83,
  2: 13.82,
  3: 16.27,
  5: 20.52,
  9: 27.88,
};
