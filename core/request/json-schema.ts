// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { describeSetting } from './setting-descriptions.ts';
import { requestSchema } from './request.ts';

type JsonSchema = Record<string, unknown>;

/** Writes title and description into a generated schema; `setting` is its place, e.g. "users[].name". */
function annotate(schema: JsonSchema, setting: string): JsonSchema {
  const { properties, items, anyOf, oneOf, ...rest } = schema as JsonSchema & {
    properties?: Record<string, JsonSchema>;
    items?: JsonSchema;
    anyOf?: JsonSchema[];
    oneOf?: JsonSchema[];
  };
  const prefix = setting === '' ? '' : `${setting}.`;
  const children = Object.entries(properties ?? {}).map(([key, child]) => [
    key,
    annotate(child, prefix + key),
  ]);
  const withoutOwn = (option: JsonSchema): JsonSchema => withoutTexts(annotate(option, setting));
  return {
    ...describeSetting(setting),
    ...rest,
    ...(properties === undefined ? {} : { properties: Object.fromEntries(children) as JsonSchema }),
    ...(items === undefined ? {} : { items: annotate(items, `${setting}[]`) }),
    // The options of a choice are the same setting: it is described once, above them.
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(withoutOwn) }),
    ...(oneOf === undefined ? {} : { oneOf: oneOf.map(withoutOwn) }),
  };
}

function withoutTexts({ title: _title, description: _description, ...rest }: JsonSchema): JsonSchema {
  return rest;
}

/**
 * JSON Schema (draft 2020-12) of the answer file, for editors and other programs: what zod knows, with a title and
 * a description for every setting. The texts are apart from the schema so that reading a file need not carry them.
 */
export function requestJsonSchema(): JsonSchema {
  const generated = z.toJSONSchema(requestSchema, { target: 'draft-2020-12', io: 'input', reused: 'inline' });
  const { $schema, ...rest } = generated as JsonSchema;
  const $id = 'https://particleos.org/schemas/installer-request-1.json';
  return { $schema, $id, ...annotate(rest, '') };
}
