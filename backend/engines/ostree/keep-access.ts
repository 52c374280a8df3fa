// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { errorIssue } from '../../../core/issues/issue.ts';
import { PROXY_FILE, proxyFile } from '../../../core/plan/proxy-file.ts';
import type { Action, ActionContext } from '../../execute/context.ts';
import { stayWithin } from '../../execute/stay-within.ts';
import { writeFileWhole } from '../../execute/write-file.ts';

const sourceParams = z.object({
  /** HOST[:PORT]/NAME[:TAG] of the registry that updates come from. */
  repository: z.string(),
  authFile: z.string().optional(),
  certDir: z.string().optional(),
  proxy: z.string().optional(),
  /** Name of the secret that holds the proxy. */
  proxySecret: z.string().optional(),
});
const keepParams = sourceParams.extend({ etc: z.string(), within: z.string() });
const authSchema = z.object({ auths: z.record(z.string(), z.unknown()).default({}) });

/** A file below /etc, with what it holds. */
interface Kept {
  readonly path: string;
  readonly content: string;
  readonly mode: number;
}

/** The entries of a containers-auth.json(5) that are for a repository: its host, or a path that leads to it. */
function entriesFor(repository: string, auths: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(auths).filter(([key]) =>
    `${repository.replace(/[:@][^/]*$/, '')}/`.startsWith(`${key}/`),
  );
}

/** What would be kept. Throws IssueError image-access-unusable. */
async function readAccess(
  params: z.infer<typeof sourceParams>,
  { secret }: Pick<ActionContext, 'secret'>,
): Promise<Kept[]> {
  const { repository, authFile, certDir, proxySecret } = params;
  const proxy = proxySecret === undefined ? params.proxy : secret(proxySecret);
  const registry = repository.split('/', 1)[0] ?? repository;
  const unusable = (message: string): IssueError =>
    new IssueError(errorIssue('image-access-unusable', ['image', 'keepAccess'], { registry, message }));
  const kept: Kept[] = [];
  // A password may stand in it.
  if (proxy !== undefined) kept.push({ path: PROXY_FILE, content: proxyFile(proxy), mode: 0o600 });
  try {
    if (authFile !== undefined) {
      const { auths } = authSchema.parse(JSON.parse(await readFile(authFile, 'utf8')));
      const entries = entriesFor(repository, auths);
      if (entries.length === 0) throw unusable(`${authFile} has no password for it`);
      const content = `${JSON.stringify({ auths: Object.fromEntries(entries) }, null, 2)}\n`;
      // Where bootc and ostree look, too.
      kept.push({ path: 'ostree/auth.json', content, mode: 0o600 });
    }
    if (certDir !== undefined) {
      // containers-certs.d(5): certificates of authorities, and client certificates with their keys.
      const names = (await readdir(certDir)).filter((name) => /\.(crt|cert|key)$/.test(name));
      if (names.length === 0) throw unusable(`${certDir} has no *.crt, *.cert or *.key`);
      for (const name of names) {
        const content = await readFile(join(certDir, name), 'utf8');
        const mode = name.endsWith('.key') ? 0o600 : 0o644;
        kept.push({ path: `containers/certs.d/${registry}/${name}`, content, mode });
      }
    }
  } catch (error) {
    if (error instanceof IssueError) throw error;
    // The message of JSON.parse quotes what it could not read.
    throw unusable(error instanceof SyntaxError ? `${authFile ?? ''} is not JSON` : String(error));
  }
  return kept;
}

/** Before the first write: what is to be kept is there. */
export const checkAccess: Action = async (raw, context) => {
  await readAccess(sourceParams.parse(raw), context);
  return '';
};

/** Writes it into the /etc of a deployment. */
export const keepAccess: Action = async (raw, context) => {
  const { etc, within, ...source } = keepParams.parse(raw);
  for (const { path, content, mode } of await readAccess(source, context)) {
    await stayWithin(join(etc, path), within);
    await writeFileWhole(join(etc, path), content, mode);
  }
  return '';
};
