// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { languages } from '../../renderer/i18n/languages.ts';
import { bundleOptions } from '../../renderer/bundle/bundle-options.ts';
import { keysOnce } from '../../renderer/bundle/keys-once.ts';

type Languages = typeof languages;

/** The languages as a face gets them, in one script. */
async function bundled(): Promise<{ readonly text: string; readonly languages: Languages }> {
  const { outputFiles } = await build({
    ...bundleOptions(),
    entryPoints: [fileURLToPath(new URL('../../renderer/i18n/languages.ts', import.meta.url))],
    plugins: [keysOnce()],
    splitting: false,
    metafile: false,
    write: false,
  });
  const text = outputFiles[0]?.text ?? '';
  const script = `data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`;
  return { text, languages: ((await import(script)) as { languages: Languages }).languages };
}

test('every language has the words of its catalog, and its keys are carried once', async () => {
  const { text, languages: found } = await bundled();
  for (const [tag, { load }] of Object.entries(languages)) {
    const words = await found[tag as keyof Languages].load();
    expect({ tag, words }).toEqual({ tag, words: await load() });
  }
  expect(text.match(/layout\.offer\.erase\.text/g)).toHaveLength(1);
});
