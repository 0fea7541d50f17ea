/** One line of the results. */
export interface Row {
  readonly what: string;
  readonly ours: string;
  /** Empty where nothing is compared. */
  readonly theirs: string;
  /** What is held against the aim: a ratio, or the measured value itself. */
  readonly measured: string;
  /** Empty where a value is only shown. */
  readonly aim: string;
  readonly reached: boolean | null;
}

/** How long a benchmark takes: a short one shows whether it works, a long one whether it is so. */
export interface Effort {
  readonly quick: boolean;
}

/** A benchmark: one file each. */
export interface Topic {
  readonly title: string;
  /** What the reader has to know in order to believe the rows. */
  readonly note: string;
  measure(effort: Effort): Promise<readonly Row[]>;
}

/** The middle of an odd number of values; of an even one, the upper of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[sorted.length >> 1]!;
}

/** 12345.6 as `12,346`; three digits where there are no more. */
export const figure = (value: number): string =>
  value >= 100
    ? Math.round(value).toLocaleString('en')
    : value.toLocaleString('en', { maximumSignificantDigits: 3 });

/** 12.34 as `12.3×`. */
export const times = (ratio: number): string => `${figure(ratio)}×`;
