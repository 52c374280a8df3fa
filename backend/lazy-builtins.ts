// SPDX-License-Identifier: Apache-2.0
import type { Plugin } from 'esbuild';

/** Modules of Node that take milliseconds to load and that many commands never call. */
const LATE = ['crypto', 'http', 'https', 'readline/promises', 'stream/promises', 'zlib'];

/**
 * In one file every static import of a bundle stands at its top, so each command would load what any of them needs.
 * These modules are loaded at the first call (process.getBuiltinModule, Node 22.3), because import() would have to wait.
 * Only their functions can be had so: who imports a class or a constant of them is told when the bundle is made, and
 * takes it by import().
 */
export const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  setup: (build) => {
    const filter = new RegExp(`^(node:)?(${LATE.join('|')})$`);
    build.onResolve({ filter }, ({ path, kind }) =>
      kind === 'dynamic-import'
        ? { path, external: true }
        : { path: path.replace(/^node:/, ''), namespace: 'lazy' },
    );
    build.onLoad({ filter: /./, namespace: 'lazy' }, ({ path }) => {
      const functions = Object.entries(process.getBuiltinModule(`node:${path}`) as Record<string, unknown>)
        .filter(([name, value]) => typeof value === 'function' && !/^[A-Z]/.test(name))
        .map(([name]) => name);
      const late = functions.map((name) => `export const ${name} = (...words) => load().${name}(...words);`);
      return { contents: `const load = () => process.getBuiltinModule('node:${path}');\n${late.join('\n')}` };
    });
  },
};
