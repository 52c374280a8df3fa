// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';

/** Where the page tests' own bundle is. */
export const E2E_RENDERER = fileURLToPath(new URL('../../out/e2e/renderer', import.meta.url));
/** Debian's. */
export const CHROMIUM = '/usr/bin/chromium';
