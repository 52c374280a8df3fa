// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'core/**/*.test.ts',
      'backend/**/*.test.ts',
      'iso-builder/**/*.test.ts',
      'test/integration/**/*.test.ts',
    ],
    testTimeout: 60_000,
  },
});
