// SPDX-License-Identifier: Apache-2.0
import { build } from 'esbuild';
import { bundleOptions } from '../../renderer/bundle/bundle-options.ts';
import { E2E_RENDERER } from './places.ts';

/** Bundles the wizard once for all page tests: vitest's globalSetup. */
export async function setup(): Promise<void> {
  await build(bundleOptions(E2E_RENDERER));
}
