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

/** Longest part of a host name that says what machine it is, in characters. */
const MAX_PRODUCT = 24;

/** A product as words of a host name, cut after a whole word: "XPS 13 9310" -> "xps-13-9310". */
function productWords(product: string): string {
  const words = product
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    // What is in brackets is a detail: "MacBookPro (Retina)".
    .replace(/\(.*?\)/gu, ' ')
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== '');
  let text = '';
  for (const word of words) {
    const longer = text === '' ? word : `${text}-${word}`;
    if (longer.length > MAX_PRODUCT) break;
    text = longer;
  }
  return text;
}

/** A host name from a user name and what the machine is sold as (facts.product), as far as either is known. */
export function proposeHostName(userName: string, product: string | null = null): string {
  const bare = userName.replace(/[^a-z0-9-]/g, '').replace(/-+$/, '');
  const machine = productWords(product ?? '');
  if (bare === '') return machine === '' ? 'particleos' : machine;
  return `${bare}-${machine === '' ? 'pc' : machine}`;
}
