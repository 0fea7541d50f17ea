/** The lowest task of a mask that is not empty. */
export const lowest = (mask: number): number => 31 - Math.clz32(mask & -mask);

/** The next task of the mask after `current`, in a circle. */
export function following(mask: number, current: number): number {
  const later = mask & (-2 << current);
  return lowest(later === 0 ? mask : later);
}

/** Run until blocked: `current` while it can go on, otherwise the next enabled task after it. */
export const goOn = (enabled: number, current: number): number =>
  (enabled & (1 << current)) !== 0 ? current : following(enabled, current);

/** The tasks of a mask but `current`, which is -1 when no task has run. */
export const others = (enabled: number, current: number): number => enabled & ~(1 << current);

/** How many tasks a mask holds. */
export function count(mask: number): number {
  let tasks = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) tasks += 1;
  return tasks;
}

/** The `index`-th task of a mask, counted from 0; `index` is below `count(mask)`. */
export function nth(mask: number, index: number): number {
  let rest = mask;
  for (let skip = index; skip > 0; skip -= 1) rest &= rest - 1;
  return lowest(rest);
}
