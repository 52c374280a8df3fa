// SPDX-License-Identifier: Apache-2.0
import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { fillTemplate, holesOf, literal, literalDeep } from './template.ts';

const values = new Map([
  ['x', 'X{{y}}'],
  ['y', 'Y'],
]);
const text = array(
  oneof(string({ maxLength: 3 }), constantFrom('{', '}', '{{', '}}', 'x', '{{x}}', '{{braces}}')),
).map((parts) => parts.join(''));

test('any text made literal is the text again, and has no holes', () => {
  const check = property(text, text, (one, other) => {
    if (fillTemplate(literal(one), new Map()) !== one) throw new Error('changed');
    if (holesOf(literal(one)).length > 0) throw new Error('a hole');
    const whole = fillTemplate(`${literal(one)} {{x}} ${literal(other)}`, values);
    if (whole !== `${one} X{{y}} ${other}`) throw new Error(whole);
  });
  expect(() => assert(check, { numRuns: 5000 })).not.toThrow();
});

test('one pass: a value is never filled again', () => {
  expect(fillTemplate('{{x}}{{y}}', values)).toBe('X{{y}}Y');
});

test('a hole without a value is an error, not an empty text', () => {
  expect(() => fillTemplate('rm -rf {{z}}/', values)).toThrow(new RangeError('no step captured "z"'));
});

test('holesOf names holes, braces and odd names are none', () => {
  expect(holesOf('{{x}} {{braces}} {{ y }} {{1}} {y} {{a-b}}')).toEqual(['x', 'a-b']);
});

test('literalDeep keeps shape and everything that is no text', () => {
  const value = { a: ['{{x}}', 1, null, true], b: { c: '{' } };
  expect(literalDeep(value)).toEqual({ a: ['{{braces}}x}}', 1, null, true], b: { c: '{' } });
});
