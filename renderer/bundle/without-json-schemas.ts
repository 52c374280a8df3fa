// SPDX-License-Identifier: Apache-2.0
import type { Plugin } from 'esbuild';

/**
 * zod ties how it writes JSON schemas to every schema, so that no bundler can leave it out: 6 KiB, compressed, for the
 * command line alone (core/request/json-schema.ts). An empty module of the old kind stands in: its names are looked up
 * where they are called, and in the wizard nothing calls them.
 */
export function withoutJsonSchemas(): Plugin {
  const filter = /[/\\]zod[/\\]v4[/\\]core[/\\](to-json-schema|json-schema-processors)\.js$/;
  return {
    name: 'without-json-schemas',
    setup: (bundling) => {
      bundling.onLoad({ filter }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
    },
  };
}
