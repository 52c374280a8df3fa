// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { electronBundle } from '../../electron/bundle-options.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Our main program gets the shim for "electron", the shim gets the real one; Node 12 knows no "node:" before a module's name. */
const forOld: Plugin = {
  name: 'for-old-electron',
  setup(building) {
    building.onResolve({ filter: /^electron$/ }, ({ importer }) =>
      /(electron-shim|preload)\.ts$/.test(importer)
        ? { path: 'electron', external: true }
        : { path: `${here}electron-shim.ts` },
    );
    building.onResolve({ filter: /^node:fs\/promises$/ }, () => ({
      path: 'promises',
      namespace: 'old-node',
    }));
    building.onLoad({ filter: /.*/, namespace: 'old-node' }, () => ({
      contents: "module.exports = require('node:fs').promises;",
      resolveDir: here,
    }));
    building.onResolve({ filter: /^node:/ }, ({ path }) => ({
      path: path.slice('node:'.length),
      external: true,
    }));
  },
};

/** Bundles the shell with the driver of the test in front of it, for Electron 9. */
export async function bundleForOld(outdir: string): Promise<void> {
  const options = electronBundle(outdir);
  const [, preload] = options.entryPoints as { in: string; out: string }[];
  await build({
    ...options,
    entryPoints: [{ in: `${here}driver.ts`, out: 'main' }, ...(preload === undefined ? [] : [preload])],
    external: [],
    target: 'node12',
    minify: false,
    plugins: [forOld],
    logLevel: 'error',
  });
}
