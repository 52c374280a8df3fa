// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { generatedDocuments, staleDocuments } from '../docs/generate-docs.ts';

test('docs/generated says what the code says (else: node test/docs/generate-docs.ts)', async () => {
  expect(await staleDocuments()).toEqual([]);
});

test('the reference of the command line names every command and the exit statuses', () => {
  const reference = generatedDocuments().get('cli.md') ?? '';
  for (const name of ['facts', 'check', 'plan', 'apply', 'status', 'logs', 'schema'])
    expect(reference).toContain(`\n## ${name}\n`);
  expect(reference).toContain('Exit status: 0 done');
});
