// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { errorIssue } from '../../core/issues/issue.ts';
import { prepareText, type Prepared } from '../install/prepare-text.ts';
import type { Runner } from '../runner/command.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Output } from './output.ts';
import { sayWhenSlow } from './say-when-slow.ts';

/** A file's text; "-" is stdin to its end. */
export async function readAll(file: string): Promise<string> {
  if (file !== '-') return readFile(file, 'utf8');
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

/** A request from a file ("-" is stdin), with all that can be said about it on this machine; secrets: what was handed over. */
export async function prepare(
  runner: Runner,
  output: Output,
  file: string,
  secrets: SecretStore,
): Promise<Prepared> {
  let text: string;
  try {
    text = await readAll(file);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      request: null,
      facts: null,
      plan: null,
      issues: [errorIssue('file-unreadable', [], { file, message })],
    };
  }
  return prepareText(runner, text, {
    patience: (what, work) => sayWhenSlow(output, what, work),
    secretOf: (name) => secrets.get(name),
  });
}
