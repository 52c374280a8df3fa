// SPDX-License-Identifier: Apache-2.0
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';
import { runModule } from './run-module.ts';

/** The files that a language's words depend on: its own, and English, whose keys are the order. */
async function sources(directory: string): Promise<string[]> {
  const lists = await Promise.all(
    [directory, dirname(directory)].map(async (one) =>
      (await readdir(one)).filter((name) => name.endsWith('.ts')).map((name) => join(one, name)),
    ),
  );
  return lists.flat();
}

/**
 * Every language has the keys of English. Repeated in each file they are a quarter of it, compressed: here a language
 * becomes its texts alone, in the order of English, which renderer/i18n/in-order.ts gives their keys again.
 */
export function keysOnce(): Plugin {
  return {
    name: 'keys-once',
    setup: (bundling) => {
      bundling.onLoad({ filter: /[/\\]i18n[/\\][a-z-]+[/\\]words\.ts$/ }, async ({ path }) => {
        const resolveDir = dirname(path);
        const contents = `
          export { words } from './words.ts';
          export { en } from '../en.ts';
          export { enIssues } from '../en-issues.ts';`;
        const texts = await runModule(
          { stdin: { contents, resolveDir, loader: 'ts' } },
          `JSON.stringify([[it.en, it.words.messages], [it.enIssues, it.words.issues]]
            .map(([english, own]) => Object.keys(english).map((key) => own[key])))`,
        );
        if (typeof texts !== 'string') throw new Error(`${path} has no words`);
        return {
          contents: `import { inOrder } from '../in-order.ts'; export const words = inOrder(...${texts});`,
          resolveDir,
          loader: 'ts',
          watchFiles: await sources(resolveDir),
        };
      });
    },
  };
}
