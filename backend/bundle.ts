// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { lazyBuiltins } from './lazy-builtins.ts';

const root = new URL('..', import.meta.url).pathname;

/** One self-contained file per program: what goes onto the ISO and into the image beside Node. */
const entries = {
  'particleos-installer': 'backend/cli/installer.ts',
  'particleos-system': 'backend/system/system.ts',
};

const { version } = JSON.parse(await readFile(`${root}package.json`, 'utf8')) as { version: string };
for (const [name, entry] of Object.entries(entries)) {
  await build({
    entryPoints: [root + entry],
    outfile: `${root}build/dist/${name}.mjs`,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    plugins: [lazyBuiltins],
    // yaml's default build for Node is CommonJS and asks for process at start; this one is plain ESM.
    alias: { yaml: `${root}node_modules/yaml/browser/index.js` },
    define: { PARTICLEOS_VERSION: JSON.stringify(version) },
    // CommonJS dependencies (commander, pino) call require for Node's own modules.
    banner: {
      js: "import { createRequire as particleosRequire } from 'node:module'; const require = particleosRequire(import.meta.url);",
    },
  });
}
