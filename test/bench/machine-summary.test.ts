// SPDX-License-Identifier: Apache-2.0
import { cpus, release, totalmem } from 'node:os';
import { expect, test } from 'vitest';
import { machineSummary } from './machine-summary.ts';

test('a summary has the cores, the memory and the kernel that Node counts too', async () => {
  const text = await machineSummary();
  expect(text).toContain(`${String(cpus().length)} cores`);
  expect(text).toContain(`${(totalmem() / 1024 ** 3).toFixed(1)} GiB`);
  expect(text).toContain(`Linux ${release()}`);
});
