import { fc, test } from '@fast-check/vitest';
import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { xml, xmlDocument } from './xml.ts';

const units = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
const texts = fc.oneof(fc.string({ unit: units }), fc.string({ unit: 'binary' }));

/** The text and the attribute that a parser finds. */
function read(text: string): [string, string] {
  const document = XmlDocument.fromString(xmlDocument(xml('a', { b: text }, [text])));
  try {
    return [document.root.content, document.root.attr('b')!.value];
  } finally {
    document.dispose();
  }
}

describe('an XML document', () => {
  test.prop([texts])('says what was put in, but for what XML cannot say', (text) => {
    const kept = [...text.toWellFormed()]
      .map((sign) => (isCharacter(sign.codePointAt(0)!) ? sign : '\ufffd'))
      .join('');
    expect(read(text)).toEqual([kept, kept]);
  });

  it.each([']]>', 'a\r\nb\tc', '<b c="d">&amp;', '\ud83d\ude00'])('keeps %j', (text) => {
    expect(read(text)).toEqual([text, text]);
  });

  it('leaves out attributes that are undefined', () => {
    expect(xmlDocument(xml('a', { b: undefined, c: '1' }, [xml('d')]))).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<a c="1">\n  <d/>\n</a>\n',
    );
  });
});

/** Production 2 of XML 1.0. */
const isCharacter = (code: number): boolean =>
  [0x9, 0xa, 0xd].includes(code) ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  code >= 0x10000;
