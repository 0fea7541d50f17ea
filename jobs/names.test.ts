import { expect, test } from 'vitest';
import { WrongUsage } from './failure.ts';
import { lookUp, nearest, unknownName } from './names.ts';

const names = ['rfc', 'v5.3', 'v5.10', 'v5.5'];

test('the nearest name is the one with the fewest edits', () => {
  expect(nearest('rcf', names)).toBe('rfc');
  expect(nearest('V5.10', names)).toBe('v5.10');
  expect(nearest('fence-put-mising', ['fence-put-missing'])).toBe('fence-put-missing');
});

test('a name that is far from all others has no nearest one', () => {
  expect(nearest('something-else', names)).toBeUndefined();
  expect(nearest('x', [])).toBeUndefined();
});

test('an unknown name is answered with what there is, in the order of versions', () => {
  expect(unknownName('subject', 'v6', { names }).message).toBe(
    'no subject is called v6 (there are: rfc, v5.3, v5.5, v5.10)',
  );
});

test('a name among many others is suggested, but not listed', () => {
  const unknown = unknownName('subject', 'rcf', { names: ['a'], more: ['rfc'] });
  expect(unknown).toBeInstanceOf(WrongUsage);
  expect(unknown.message).toBe('no subject is called rcf; did you mean rfc? (there are: a)');
});

test('a kind without any entry says so', () => {
  expect(() => lookUp('world', 'w', new Map())).toThrow('(there are: none)');
});
