// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { runModule } from './run-module.ts';

async function startMarkup(entry: string): Promise<string> {
  const html = await runModule({ entryPoints: [entry] }, 'it.startMarkup()');
  if (typeof html !== 'string' || !html.includes('<h1')) throw new Error('the first page was not drawn');
  // The policy of the page forbids styles in attributes (core/contract/face-headers.ts): react-aria hides its inputs by one.
  return html.replaceAll(/ style="[^"]*position:absolute[^"]*"/g, ' class="only-read"');
}

/** Puts the first page into start.html, drawn by the same components as later. */
export function startPage(entry: string): Plugin {
  return {
    name: 'start-page',
    setup: (bundling) => {
      bundling.onLoad({ filter: /\/start\.html$/ }, async ({ path }) => {
        const [page, markup] = await Promise.all([readFile(path, 'utf8'), startMarkup(entry)]);
        return { contents: page.replace('<!-- the first page -->', () => markup), loader: 'copy' };
      });
    },
  };
}
