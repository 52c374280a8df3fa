// SPDX-License-Identifier: Apache-2.0
import { fillTemplate } from '../../core/plan/template.ts';

/** Fills the holes of every text inside a plain value. */
export function fillDeep(value: unknown, values: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return fillTemplate(value, values);
  if (Array.isArray(value)) return value.map((item: unknown) => fillDeep(item, values));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillDeep(item, values)]));
}
