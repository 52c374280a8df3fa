// SPDX-License-Identifier: Apache-2.0
import { access, readFile } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';

/** The keys that one entry of sources.list(5) is signed by; null when it names none. trusted: it asks for no signature. */
interface Signing {
  readonly keys: readonly string[] | null;
  readonly trusted: boolean;
}

function ofLine(line: string): Signing {
  const options = /^deb\s+\[([^\]]*)\]/.exec(line)?.[1]?.trim().split(/\s+/) ?? [];
  const value = (name: string): string | undefined =>
    options.find((option) => option.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  return { keys: value('signed-by')?.split(',') ?? null, trusted: value('trusted') === 'yes' };
}

function ofStanza(stanza: string): Signing {
  const value = (name: string): string | undefined =>
    new RegExp(`^${name}:[ \\t]*(.*(?:\\n[ \\t].*)*)`, 'im').exec(stanza)?.[1]?.trim();
  const signedBy = value('Signed-By');
  // The key itself may stand there, too.
  const keys = signedBy?.startsWith('-----BEGIN') === true ? [] : signedBy?.split(/[\s,]+/);
  return { keys: keys ?? null, trusted: value('Trusted') === 'yes' };
}

/** The entries of a file: deb822 when it has a field Types, else lines (mmdebstrap(1) tells them apart in this way). */
function entriesOf(text: string): Signing[] {
  const lines = text.split('\n').filter((line) => !line.startsWith('#'));
  if (!lines.some((line) => /^types:/i.test(line)))
    return lines.filter((line) => /^deb\s/.test(line)).map(ofLine);
  return lines
    .join('\n')
    .split(/\n[ \t]*\n/)
    .filter((stanza) => /^types:/im.test(stanza))
    .map(ofStanza);
}

/**
 * A further apt source as mmdebstrap takes it: a line "deb [signed-by=FILE] URI SUITE COMPONENTS", or a file with such
 * lines or with deb822 stanzas. Throws an Error in words unless each names a key that can be read, or asks for none.
 */
export async function aptSource(source: string): Promise<string> {
  const wrong = (why: string): Error => new Error(`--apt-source ${source}: ${why}`);
  const isLine = /^deb\s/.test(source);
  const text = isLine
    ? source
    : await readFile(source, 'utf8').catch(() => {
        throw wrong('neither a line that begins with "deb" nor a file that can be read');
      });
  const entries = entriesOf(text);
  if (entries.length === 0) throw wrong('there is no source in it');
  for (const { keys, trusted } of entries) {
    if (keys === null && !trusted)
      throw wrong('it names no key: [signed-by=FILE], or Signed-By: FILE in a deb822 file');
    for (const key of keys ?? []) {
      // A fingerprint is looked for among the keys of this machine, and would not be found in the new root.
      if (!isAbsolute(key)) throw wrong(`the key ${key} must be the absolute path of a file`);
      await access(key).catch(() => {
        throw wrong(`the key ${key} cannot be read`);
      });
    }
  }
  return isLine ? source : resolve(source);
}
