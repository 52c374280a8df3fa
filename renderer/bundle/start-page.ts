// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { runInNewContext } from 'node:vm';
import { build, type Plugin } from 'esbuild';

/** What drawing a page asks for besides the language; there is no document, so that nobody touches one. */
const around = {
  location: { search: '' },
  TextEncoder,
  // React's server half makes one for later work, which a page that is drawn in one go has none of.
  MessageChannel: class {
    readonly port1 = {};
    readonly port2 = { postMessage: (): void => undefined };
  },
};

async function startMarkup(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'startPage',
    platform: 'browser',
    target: 'node24',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  const html: unknown = runInNewContext(`${outputFiles[0]?.text ?? ''};startPage.startMarkup()`, {
    ...around,
  });
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
