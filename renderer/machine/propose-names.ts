// SPDX-License-Identifier: Apache-2.0

/** Letters that Unicode does not take apart into a base and an accent. */
const plain: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** A user name from a full name: "Łukasz Żółć" -> "lukasz"; empty where no Latin letter is in it. */
export function proposeUserName(fullName: string): string {
  const first = fullName.trim().toLowerCase().split(/\s+/u)[0] ?? '';
  return first
    .replace(/[ßæœøłđðþı]/gu, (letter) => plain[letter] ?? '')
    .normalize('NFD')
    .replace(/[^a-z0-9_-]/g, '')
    .replace(/^[^a-z]+/, '')
    .slice(0, 32);
}

/** A host name from a user name. */
export function proposeHostName(userName: string): string {
  const bare = userName.replace(/[^a-z0-9-]/g, '').replace(/-+$/, '');
  return bare === '' ? 'particleos' : `${bare}-pc`;
}
