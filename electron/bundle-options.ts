// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** How main program and preload become one file each. A sandboxed preload must be CommonJS (Electron, "Process Sandboxing"). */
export function electronBundle(outdir: string): BuildOptions {
  return {
    entryPoints: [
      { in: `${root}electron/main.ts`, out: 'main' },
      { in: `${root}electron/preload.ts`, out: 'preload' },
    ],
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // The Node of the Electron in package.json.
    target: 'node24',
    external: ['electron'],
    minify: true,
    legalComments: 'none',
  };
}
