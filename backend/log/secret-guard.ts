// SPDX-License-Identifier: Apache-2.0

const MASK = '[secret]';

/**
 * A filter for lines of JSON that lets no secret through: each is replaced wherever it stands, also as JSON
 * writes it inside a string and inside a string inside a string. When that breaks the line (a secret such as
 * `"` or `1`), the whole line is withheld.
 */
export function secretGuard(secrets: Iterable<string>): (line: string) => string {
  const forms = new Set<string>();
  for (const secret of secrets) {
    let form = secret;
    for (let depth = 0; depth < 3 && form !== ''; depth += 1) {
      forms.add(form);
      form = JSON.stringify(form).slice(1, -1);
    }
  }
  // The longest first: one secret may be the beginning of another.
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  return (line) => {
    if (!ordered.some((form) => line.includes(form))) return line;
    let masked = line;
    for (const form of ordered) masked = masked.replaceAll(form, () => MASK);
    return isJson(masked) ? masked : `${JSON.stringify({ level: 40, event: 'withheld', msg: MASK })}\n`;
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
