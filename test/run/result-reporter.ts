// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { Outcome } from './outcome.ts';

const ERROR_CHARACTERS = 300;

/** The first words of the first error; the whole of it stands above in the output. */
function firstWords(errors: readonly { readonly message: string }[]): string {
  const [line = ''] = (errors[0]?.message ?? 'no error was given').split('\n');
  return line.slice(0, ERROR_CHARACTERS);
}

/** Where a test stands in file, groups and name. */
function nameOf(test: TestCase): string {
  return `${test.module.relativeModuleId}: ${test.fullName}`;
}

/** A hook that fails fails its group or its file, and leaves every test in it skipped. */
function hookFailures(module: TestModule): Outcome['failures'] {
  const groups = [...module.children.allSuites()].map((group) => ({
    name: `${module.relativeModuleId}: ${group.fullName}`,
    errors: group.errors(),
  }));
  return [{ name: module.relativeModuleId, errors: module.errors() }, ...groups]
    .filter(({ errors }) => errors.length > 0)
    .map(({ name, errors }) => ({ name, error: firstWords(errors) }));
}

/** Writes what the tests came to, with what failed and the reasons of what was skipped: vitest's JSON leaves those out. */
export class ResultReporter implements Reporter {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const outcome: Outcome = {
      passed: 0,
      failed: unhandled.length > 0 ? 1 : 0,
      failures: [],
      skipped: [],
    };
    for (const module of modules) {
      const hooks = hookFailures(module);
      outcome.failures.push(...hooks);
      // A file that could not be loaded, or whose hook failed, may have no failed test of its own.
      let failed = 0;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') outcome.passed += 1;
        else if (result.state === 'failed') {
          failed += 1;
          outcome.failures.push({ name: nameOf(test), error: firstWords(result.errors) });
        } else {
          const note = ('note' in result ? result.note : undefined) ?? null;
          outcome.skipped.push({
            name: nameOf(test),
            reason: note ?? (hooks.length > 0 ? 'what was to come before it failed' : null),
          });
        }
      }
      outcome.failed += Math.max(failed, module.state() === 'failed' ? 1 : 0);
    }
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, JSON.stringify(outcome));
  }
}
