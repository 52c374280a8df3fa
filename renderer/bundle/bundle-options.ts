// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';
import { keysOnce } from './keys-once.ts';
import { startPage } from './start-page.ts';
import { withoutJsonSchemas } from './without-json-schemas.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where the wizard's files are: start.html and index.html, app.js, app.css and a file for each language. */
export const RENDERER_OUTPUT = `${root}build/renderer`;

/**
 * What turns renderer/ into files for a browser. Languages are split off and loaded when they are chosen; the rest is
 * one script, so that the first page needs no second round trip.
 */
export function bundleOptions(outdir: string = RENDERER_OUTPUT): BuildOptions {
  return {
    entryPoints: [
      { in: `${root}renderer/app/main.tsx`, out: 'app' },
      { in: `${root}renderer/styles/app.css`, out: 'app' },
      { in: `${root}renderer/index.html`, out: 'index' },
      { in: `${root}renderer/start/start.ts`, out: 'start' },
      { in: `${root}renderer/start/start.html`, out: 'start' },
      { in: `${root}renderer/icon.svg`, out: 'icon' },
    ],
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    // Debian's stable Chromium and the current Electron are both far newer.
    target: ['chrome130', 'firefox135'],
    jsx: 'automatic',
    minify: true,
    // Escapes of what is not ASCII would make the texts of four languages larger; modules are read as UTF-8 everywhere.
    charset: 'utf8',
    legalComments: 'none',
    metafile: true,
    plugins: [startPage(`${root}renderer/start/start-markup.tsx`), keysOnce(), withoutJsonSchemas()],
    loader: { '.html': 'copy', '.svg': 'copy' },
    define: { 'process.env.NODE_ENV': '"production"' },
    chunkNames: 'part-[name]-[hash]',
    logLevel: 'warning',
  };
}
