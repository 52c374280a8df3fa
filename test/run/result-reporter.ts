// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import type { Outcome } from './outcome.ts';

/** Writes what the tests came to, with the reasons of what was skipped: vitest's JSON leaves those out. */
export class ResultReporter implements Reporter {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const outcome: Outcome = { passed: 0, failed: unhandled.length > 0 ? 1 : 0, skipped: [] };
    for (const module of modules) {
      // A file that could not be loaded, or whose hook failed, may have no failed test of its own.
      let failed = 0;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') outcome.passed += 1;
        else if (result.state === 'failed') failed += 1;
        else
          outcome.skipped.push({
            name: `${module.relativeModuleId}: ${test.fullName}`,
            reason: ('note' in result ? result.note : undefined) ?? null,
          });
      }
      outcome.failed += Math.max(failed, module.state() === 'failed' ? 1 : 0);
    }
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, JSON.stringify(outcome));
  }
}
