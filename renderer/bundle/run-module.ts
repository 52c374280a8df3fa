// SPDX-License-Identifier: Apache-2.0
import { runInNewContext } from 'node:vm';
import { build, type BuildOptions } from 'esbuild';

/** What a page's module asks for besides the language; there is no document, so that nobody touches one. */
const around = {
  location: { search: '' },
  TextEncoder,
  // React's server half makes one for later work, which a page that is drawn in one go has none of.
  MessageChannel: class {
    readonly port1 = {};
    readonly port2 = { postMessage: (): void => undefined };
  },
};

/** What a module of the wizard gives for an expression about it (its name there: `it`), found while bundling. */
export async function runModule(
  entry: Pick<BuildOptions, 'entryPoints' | 'stdin'>,
  expression: string,
): Promise<unknown> {
  const { outputFiles } = await build({
    ...entry,
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'it',
    platform: 'browser',
    target: 'node24',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  return runInNewContext(`${outputFiles?.[0]?.text ?? ''};${expression}`, { ...around });
}
