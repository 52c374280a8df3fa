// SPDX-License-Identifier: Apache-2.0
import type { Policy, Requirement } from '../../../core/policy/policy.ts';

type Path = readonly (string | number)[];
type Fail = (path: Path, message: string) => Error;
type Read = (file: string) => Promise<string>;

/** "keyPath" -> "keyData", "caPath" -> "caData": containers-policy.json(5) has each in both forms. */
function dataName(name: string): string {
  return name.replace(/Path(s?)$/, 'Data$1');
}

async function embed(value: object, path: Path, read: Read, fail: Fail): Promise<object> {
  const entries: [string, unknown][] = [];
  let changed = false;
  const load = async (name: string, file: unknown): Promise<string> => {
    if (typeof file !== 'string') throw fail([...path, name], `${name} is not a path`);
    try {
      return await read(file);
    } catch (error) {
      throw fail([...path, name], error instanceof Error ? error.message : String(error));
    }
  };
  for (const [name, item] of Object.entries(value) as [string, unknown][]) {
    if (/^\w+Paths$/.test(name) && Array.isArray(item)) {
      if ('keyType' in value) throw fail([...path, name], `${name}: give one keyring, as keyPath or keyData`);
      entries.push([dataName(name), await Promise.all(item.map((file: unknown) => load(name, file)))]);
      changed = true;
    } else if (/^\w+Path$/.test(name)) {
      entries.push([dataName(name), await load(name, item)]);
      changed = true;
    } else if (
      name !== 'signedIdentity' &&
      typeof item === 'object' &&
      item !== null &&
      !Array.isArray(item)
    ) {
      const inner = await embed(item, [...path, name], read, fail);
      changed ||= inner !== item;
      entries.push([name, inner]);
    } else entries.push([name, item]);
  }
  return changed ? Object.fromEntries(entries) : value;
}

/**
 * Replaces every key file of a policy by what is in it. `read` gives a file in base64, `fail` makes the error for a place
 * in the policy. Returns the same object when it names no file.
 */
export async function embedKeys(policy: Policy, read: Read, fail: Fail): Promise<Policy> {
  let changed = false;
  const all = async (list: readonly Requirement[], path: Path): Promise<Requirement[]> =>
    Promise.all(
      list.map(async (requirement, at) => {
        const made = await embed(requirement, [...path, at], read, fail);
        changed ||= made !== requirement;
        return made as Requirement;
      }),
    );
  const made: Policy = { default: await all(policy.default, ['default']) };
  if (policy.transports !== undefined) {
    made.transports = {};
    for (const [transport, scopes] of Object.entries(policy.transports)) {
      const kept: Record<string, Requirement[]> = {};
      for (const [scope, list] of Object.entries(scopes))
        kept[scope] = await all(list, ['transports', transport, scope]);
      made.transports[transport] = kept;
    }
  }
  return changed ? made : policy;
}
