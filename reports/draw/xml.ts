/** An element of an XML document: well formed whatever its texts are. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

/** An element; attributes that are undefined are left out. */
export const xml = (
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  children: readonly (XmlElement | string)[] = [],
): XmlElement => ({
  name,
  attributes: Object.fromEntries(
    Object.entries(attributes).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value] as const],
    ),
  ),
  children,
});

/** The element alone, as a part of another document. */
export const xmlText = (root: XmlElement): string => drawn(root, '');

/** The document that this is the root of. */
export const xmlDocument = (root: XmlElement): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${xmlText(root)}\n`;

function drawn({ name, attributes, children }: XmlElement, indent: string): string {
  const inside = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(value)}"`);
  const tag = `${indent}<${name}${inside.join('')}`;
  if (children.length === 0) return `${tag}/>`;
  // White space beside text would be a part of it.
  if (children.some((child) => typeof child === 'string')) {
    const parts = children.map((child) =>
      typeof child === 'string' ? text(child) : drawn(child, ''),
    );
    return `${tag}>${parts.join('')}</${name}>`;
  }
  const lines = children.map((child) => drawn(child as XmlElement, `${indent}  `));
  return `${tag}>\n${lines.join('\n')}\n${indent}</${name}>`;
}

/** What XML 1.0 cannot hold, not even as a reference: production 2, Char. */
const NO_CHARACTERS = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  // Because of `]]>`, which must not be in text.
  '>': '&gt;',
  '"': '&quot;',
  // A parser makes other white space of these.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

const clean = (raw: string): string => raw.toWellFormed().replace(NO_CHARACTERS, '\u{FFFD}');
const text = (raw: string): string => clean(raw).replace(/[&<>\r]/gu, (sign) => ENTITIES[sign]!);
const attribute = (raw: string): string =>
  clean(raw).replace(/[&<>"\t\n\r]/gu, (sign) => ENTITIES[sign]!);
