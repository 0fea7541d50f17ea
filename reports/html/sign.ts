import { element, type Markup } from './markup.ts';

/** A lock's letter in its colour. */
export const stripe = (sign: string): Markup =>
  element('span', { class: `swatch ${lockClass(sign)}` }, sign);

/** Locks have the colour of their letter; which of several it is, the number says. */
export const lockClass = (sign: string): string => `lock-${sign.slice(0, 1)}`;
