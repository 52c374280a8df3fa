// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** The schema below optional, default and the like. */
export function unwrapped(schema: z.ZodType): z.ZodType {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable)
    inner = inner.unwrap() as z.ZodType;
  return inner;
}

/** The schema itself, or the options of a union. */
export function alternatives(schema: z.ZodType): z.ZodType[] {
  const inner = unwrapped(schema);
  if (!(inner instanceof z.ZodUnion)) return [inner];
  return inner.options.flatMap((option) => alternatives(option as z.ZodType));
}

/** The setting whose value says which group of settings this is, and the values it may have; null when there is none. */
export function discriminatorOf(schema: z.ZodType): { key: string; values: string[] } | null {
  const inner = unwrapped(schema);
  if (!(inner instanceof z.ZodDiscriminatedUnion)) return null;
  const key = inner.def.discriminator;
  const values = alternatives(inner).flatMap((option) => {
    const literal = option instanceof z.ZodObject ? (option.shape[key] as z.ZodType) : undefined;
    return literal instanceof z.ZodLiteral ? [...literal.values].map(String) : [];
  });
  return { key, values };
}

/** The options that are left when the value has said which one it is; all of them when it has not. */
function chosen(schema: z.ZodType, value: unknown): z.ZodType[] {
  const options = alternatives(schema);
  const by = discriminatorOf(schema);
  if (by === null || typeof value !== 'object' || value === null) return options;
  const said = (value as Record<string, unknown>)[by.key];
  const fitting = options.filter(
    (option) => option instanceof z.ZodObject && (option.shape[by.key] as z.ZodType).safeParse(said).success,
  );
  return fitting.length === 0 ? options : fitting;
}

/** Names of the settings that may stand here, for this value when it is given; empty when this is no group of settings. */
export function knownKeys(schema: z.ZodType, value?: unknown): string[] {
  const keys = chosen(schema, value).flatMap((option) =>
    option instanceof z.ZodObject ? Object.keys(option.shape) : [],
  );
  return [...new Set(keys)];
}

/** Schema of a setting or of a list's items; undefined when there is none. */
export function childSchema(schema: z.ZodType, key: string | number, value?: unknown): z.ZodType | undefined {
  for (const option of chosen(schema, value)) {
    if (typeof key === 'number') {
      if (option instanceof z.ZodArray) return option.element as z.ZodType;
    } else if (option instanceof z.ZodObject && Object.hasOwn(option.shape, key)) {
      return option.shape[key] as z.ZodType;
    }
  }
  return undefined;
}

/** Schema at a path of the request; `value` is the whole of it, where that is known. */
export function schemaAt(
  schema: z.ZodType,
  path: readonly (string | number)[],
  value?: unknown,
): z.ZodType | undefined {
  let here: z.ZodType | undefined = schema;
  let held: unknown = value;
  for (const key of path) {
    here = here === undefined ? undefined : childSchema(here, key, held);
    held =
      typeof held === 'object' && held !== null && Object.hasOwn(held, key)
        ? (held as Record<string | number, unknown>)[key]
        : undefined;
  }
  return here;
}

/** Whether a text may stand here, so that 0123 is taken as written and keeps its digits. */
export function wantsText(schema: z.ZodType): boolean {
  return alternatives(schema).some((option) => {
    if (option instanceof z.ZodLiteral) return [...option.values].some((value) => typeof value === 'string');
    return option instanceof z.ZodEnum || option.def.type === 'string';
  });
}

/** Whether a value of this setting must not be repeated in messages and logs (JSON Schema's writeOnly). */
export function isSecret(schema: z.ZodType | undefined): boolean {
  if (schema === undefined) return false;
  return [schema, ...alternatives(schema)].some((option) => option.meta()?.['writeOnly'] === true);
}

const typeWords: Record<string, string> = {
  object: 'a group of settings',
  array: 'a list',
  string: 'a text',
  enum: 'a text',
  boolean: 'true or false',
  number: 'a number',
};

/** What may stand here, in words. */
export function expectedWords(schema: z.ZodType): string {
  const words = alternatives(schema).map((option) => {
    if (!(option instanceof z.ZodLiteral)) return typeWords[option.def.type] ?? 'something else';
    return [...option.values].map(String).join(' or ');
  });
  return [...new Set(words)].join(' or ');
}

/** What a value is, in words. */
export function foundWords(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeWords[typeof value] ?? 'something else';
}
