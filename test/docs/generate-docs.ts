#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { buildProgram } from '../../backend/cli/main.ts';
import { requestJsonSchema } from '../../core/request/json-schema.ts';

const directory = fileURLToPath(new URL('../../docs/generated', import.meta.url));
const AGAIN = 'node test/docs/generate-docs.ts';

/** The help a person sees, the same on every terminal: commander would wrap at the width of this one. */
function helpText(command: Command): string {
  let text = '';
  command.configureHelp({ helpWidth: 100 });
  // outputHelp and not helpInformation: only the former prints what addHelpText added.
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
    getOutHelpWidth: () => 100,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text.trimEnd();
}

function section(title: string, command: Command): string {
  return `${title}\n\n\`\`\`text\n${helpText(command)}\n\`\`\`\n`;
}

/** The command line as Markdown: the whole program, then each command. */
function cliReference(): string {
  const program = buildProgram();
  return [
    `<!-- Made by \`${AGAIN}\` from backend/cli/main.ts; do not edit. -->`,
    section('# particleos-installer', program),
    ...program.commands.flatMap((command) => [
      section(`## ${command.name()}`, command),
      ...command.commands.map((inner) => section(`## ${command.name()} ${inner.name()}`, inner)),
    ]),
  ].join('\n');
}

/** Name and text of every generated document. */
export function generatedDocuments(): ReadonlyMap<string, string> {
  return new Map([
    ['request.schema.json', `${JSON.stringify(requestJsonSchema(), null, 2)}\n`],
    ['cli.md', cliReference()],
  ]);
}

/** Names of the generated documents that differ from the code, or are missing. */
export async function staleDocuments(): Promise<string[]> {
  const stale: string[] = [];
  for (const [name, text] of generatedDocuments()) {
    const written = await readFile(join(directory, name), 'utf8').catch(() => null);
    if (written !== text) stale.push(`docs/generated/${name}`);
  }
  return stale;
}

async function writeDocuments(): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const [name, text] of generatedDocuments()) await writeFile(join(directory, name), text);
}

if (import.meta.main) {
  if (process.argv.includes('--check')) {
    const stale = await staleDocuments();
    if (stale.length > 0) {
      process.stderr.write(`Out of date: ${stale.join(', ')}. Run \`${AGAIN}\` and commit what it writes.\n`);
      process.exitCode = 1;
    }
  } else await writeDocuments();
}
