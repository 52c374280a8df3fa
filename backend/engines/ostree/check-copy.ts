// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { errorIssue } from '../../../core/issues/issue.ts';
import type { Action } from '../../execute/context.ts';

const params = z.object({ layout: z.string(), config: z.string() });
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const index = z.object({ manifests: z.array(z.object({ digest })).length(1) });
const manifest = z.object({ config: z.object({ digest }) });

/** The one image of a layout that was just copied has the config that was checked before. Throws IssueError image-changed. */
export const checkCopy: Action = async (raw) => {
  const { layout, config } = params.parse(raw);
  const read = async (path: string): Promise<unknown> =>
    JSON.parse(await readFile(join(layout, path), 'utf8'));
  const [copied] = index.parse(await read('index.json')).manifests;
  const found = manifest.parse(await read(join('blobs', (copied?.digest ?? '').replace(':', '/'))));
  if (found.config.digest !== config)
    throw new IssueError(
      errorIssue('image-changed', ['image'], { found: found.config.digest, expected: config }),
    );
  return config;
};
