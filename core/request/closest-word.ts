// SPDX-License-Identifier: Apache-2.0

/** Damerau-Levenshtein distance (optimal string alignment): insert, delete, replace, swap of neighbours cost 1. */
export function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((old[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (old[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (older[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    older = old;
    old = row;
  }
  return old[b.length] ?? 0;
}

/** password_hash, password-hash and PasswordHash are passwordHash to a person. */
function folded(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, '');
}

/** Longer words are never near a name of ours; comparing them would only cost time. */
const LONGEST = 40;

/** kernelArgs for kernelArguments, pasword for passwordHash: a beginning of at least 5 letters, one mistake allowed. */
function isBeginning(wanted: string, known: string): boolean {
  if (wanted.length < 5 || wanted.length >= known.length) return false;
  return [0, 1, 2].some((more) => editDistance(wanted, known.slice(0, wanted.length - 1 + more)) <= 1);
}

/**
 * The candidate a person most likely meant: at most a third of its letters (and 3) wrong, else one that begins so.
 * null when none is near.
 */
export function closestWord(word: string, candidates: readonly string[]): string | null {
  const wanted = folded(word);
  if (wanted.length === 0 || wanted.length > LONGEST) return null;
  let best: { candidate: string; distance: number } | null = null;
  for (const candidate of candidates) {
    const known = folded(candidate);
    const distance = editDistance(wanted, known);
    const allowed = Math.min(3, Math.max(1, Math.floor(Math.max(wanted.length, known.length) / 3)));
    if (distance <= allowed && (best === null || distance < best.distance)) best = { candidate, distance };
  }
  return best?.candidate ?? candidates.find((candidate) => isBeginning(wanted, folded(candidate))) ?? null;
}
