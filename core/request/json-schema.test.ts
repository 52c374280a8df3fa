// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { requestJsonSchema } from './json-schema.ts';

/** Places of all settings that have no description. */
function undescribed(schema: unknown, place: string, insideChoice = false): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { title, description, properties, items, anyOf, oneOf } = schema as Record<string, unknown>;
  const own = insideChoice || (title !== undefined && description !== undefined) ? [] : [place];
  const inner = Object.entries(properties ?? {}).flatMap(([key, child]) =>
    undescribed(child, `${place}.${key}`),
  );
  const options = [anyOf, oneOf].flatMap((choice): unknown[] => (Array.isArray(choice) ? choice : []));
  const inOptions = options.flatMap((option) => undescribed(option, place, true));
  return [...own, ...inner, ...inOptions, ...undescribed(items, `${place}[]`)];
}

test('every setting has a title and a description', () => {
  expect(undescribed(requestJsonSchema(), '')).toEqual([]);
});

test('it is draft 2020-12 and refuses unknown keys', () => {
  expect(requestJsonSchema()).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    additionalProperties: false,
    required: ['version', 'disk'],
    properties: {
      disk: {
        title: 'Disk',
        anyOf: [
          { properties: { serial: { title: 'Serial number' } } },
          { properties: { wwn: { title: 'World wide name' } } },
          {},
          {},
        ],
      },
    },
  });
});
