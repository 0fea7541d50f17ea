import { printable } from '../draw/width.ts';

/** A piece of HTML in which every text is escaped already. */
export interface Markup {
  readonly html: string;
}

/** What stands inside an element; a string is text, never markup. */
export type Content = Markup | string | null | false | readonly Content[];

/**
 * Attributes by name, as text unless they are markup already; those that are undefined or false
 * are left out.
 */
export type Attributes = Readonly<Record<string, string | number | boolean | Markup | undefined>>;

/** Characters shown of one text: nobody reads on, and a page has to open. */
const TEXT_MAX = 2000;

/** Elements that have no content and no end tag. */
const VOID = new Set(['meta', 'input']);

/** An element. */
export function element(tag: string, attributes: Attributes = {}, ...inside: Content[]): Markup {
  const shown = Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${attribute(value)}"`));
  const open = `<${tag}${shown.join('')}>`;
  return { html: VOID.has(tag) ? open : `${open}${htmlOf(inside)}</${tag}>` };
}

const attribute = (value: string | number | boolean | Markup | undefined): string =>
  typeof value === 'object' ? value.html : escaped(String(value));

/** Text on one line, without anything that acts and is not seen; cut short if it is very long. */
export function shown(raw: string, most = TEXT_MAX): string {
  if (raw.length <= most) return printable(raw);
  const left = raw.length - most;
  return `${printable(raw.slice(0, most))}… (${left} more characters left out)`;
}

/** The same as a part of an address. */
export const escaped = (raw: string): string =>
  shown(raw).replace(/[&<>"']/gu, (sign) => ENTITIES[sign]!);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function htmlOf(content: Content): string {
  if (content === null || content === false) return '';
  if (typeof content === 'string') return escaped(content);
  if ('html' in content) return content.html;
  return content.map(htmlOf).join('');
}
