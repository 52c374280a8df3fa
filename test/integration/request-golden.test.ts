// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { issueLine } from '../../core/issues/render-issue.ts';
import { checkRequest } from '../../core/request/check-request.ts';
import { loadRequest } from '../../core/request/load.ts';
import { inReadingOrder, withPositions } from '../../core/request/resolve-paths.ts';

const folder = new URL('../fixtures/requests/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

/** What `check` says of a file before it looks at a machine. Renew the goldens with `vitest run -u`. */
function lines(name: string): string {
  const loaded = loadRequest(readFileSync(new URL(name, folder), 'utf8'));
  const later = loaded.ok ? withPositions(checkRequest(loaded.request), loaded.locate) : [];
  const issues = inReadingOrder([...loaded.issues, ...later]);
  return issues.map((issue) => `${issueLine(issue, name)}\n`).join('');
}

test.each(files)('%s has the issues written beside it', async (name) => {
  await expect(lines(name)).toMatchFileSnapshot(
    new URL(name.replace('.yaml', '.issues.txt'), folder).pathname,
  );
});

test.each(files)('%s is refused or read as its name says', (name) => {
  const { ok, issues } = loadRequest(readFileSync(new URL(name, folder), 'utf8'));
  const broken =
    name.startsWith('bad-') &&
    !['bad-users.yaml', 'bad-settings.yaml', 'bad-layout-by-hand.yaml'].includes(name);
  expect(ok).toBe(!broken);
  expect(issues.length > 0).toBe(broken);
});

test('the plain password and the proxy password are not repeated', () => {
  expect(lines('bad-values.yaml')).not.toMatch(/plain password|secret@/);
});
