import { fc, test } from '@fast-check/vitest';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { padded, printable, truncated, truncatedCall, widthOf, wrapped } from './width.ts';

const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));

describe('a text on a page', () => {
  it('is as wide as string-width says, sign by sign', () => {
    const signs = Array.from({ length: 0x3000 }, (_, code) => String.fromCodePoint(code));
    expect(signs.filter((sign) => widthOf(sign) !== stringWidth(sign))).toEqual([]);
  });

  test.prop([texts])('is as wide as string-width says', (text) => {
    expect(widthOf(text)).toBe(stringWidth(text));
  });

  it('is cut with an ellipsis where it does not fit', () => {
    expect(truncated('reservation', 11)).toBe('reservation');
    expect(truncated('reservation', 6)).toBe('reser…');
    expect(truncated('実装実装', 6)).toBe('実装…');
  });

  it('keeps the answer of a call that does not fit', () => {
    expect(truncatedCall('vmf_insert_mixed(cvma-1, 0x10000000) = VM_FAULT_OOM', 40)).toBe(
      'vmf_insert_mixed(cvma-1,… = VM_FAULT_OOM',
    );
  });

  it('is wrapped between words', () => {
    expect(wrapped('who takes it gives it back', 12)).toEqual(['who takes it', 'gives it', 'back']);
  });

  it('is filled up although its last sign belongs to the next one', () => {
    for (const sign of ['\u{11A84}', '\u0D4E', '\u{111C2}']) {
      for (const columns of [1, 2, 5]) expect(stringWidth(padded(sign, columns))).toBe(columns);
    }
  });

  test.prop([texts, fc.integer({ min: 2, max: 40 })])('never gets too wide', (raw, columns) => {
    const text = printable(raw);
    expect(stringWidth(truncated(text, columns))).toBeLessThanOrEqual(columns);
    expect(stringWidth(truncatedCall(`${text} = 1`, columns))).toBeLessThanOrEqual(columns);
    expect(stringWidth(padded(text, columns))).toBe(columns);
    for (const line of wrapped(text, columns)) {
      expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    }
  });

  test.prop([texts])('has no control characters', (raw) => {
    expect(printable(raw)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
  });
});
