// SPDX-License-Identifier: Apache-2.0
import type { FoundUnlock } from '../../../core/facts/opened-partition.ts';
import { bootEntries } from './atomic-systems.ts';
import type { Look } from './look.ts';

/** A name that device-mapper takes and that needs no quotes anywhere (man page systemd-escape(1) writes no others). */
const MAPPER = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,100}$/;
const OPTION = /^[a-z0-9-]+(=[A-Za-z0-9/:+._-]{1,200})?$/;
/** Where tpm2-script.ts has put what enrols the TPM. */
const ENROLS = /^ostree\/deploy\/[^/]+\/deploy\/[^/]+\/etc\/(particleos|systemd\/system)\/.*tpm2-enrol/;

/** "UUID=VALUE" of this header, or a value for every header (systemd-cryptsetup-generator(8)). */
function valueFor(words: readonly string[], key: string, uuid: string): string | null {
  const values = words.filter((word) => word.startsWith(`${key}=`)).map((word) => word.slice(key.length + 1));
  const own = values.findLast((value) => value.startsWith(`${uuid}=`));
  if (own !== undefined) return own.slice(uuid.length + 1);
  return values.findLast((value) => !/^[0-9a-f-]{36}=/.test(value)) ?? null;
}

/**
 * How a system opens its root, by the newest boot entry that names both. header: UUID of the LUKS header; inside: of the
 * file system in it. Null: no entry says, or not in words that could be carried on. Pure.
 */
export function foundUnlock(
  looks: readonly Look[],
  header: string,
  inside: string | null,
): FoundUnlock | null {
  const entries = bootEntries(looks)
    .filter(({ options }) => options.includes(`root=UUID=${inside}`))
    .toSorted((a, b) => Number(b.version ?? 0) - Number(a.version ?? 0));
  for (const { options } of entries) {
    const mapper = valueFor(options, 'rd.luks.name', header);
    if (mapper === null || !MAPPER.test(mapper)) continue;
    const given = (valueFor(options, 'rd.luks.options', header) ?? '').split(',').filter((one) => one !== '');
    if (!given.every((option) => OPTION.test(option))) return null;
    const files = looks.flatMap(({ found }) => [...found.files.keys()].filter((path) => ENROLS.test(path)));
    return { mapper, options: given, files: [...new Set(files)].toSorted() };
  }
  return null;
}
