// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { memorySeen } from './memory-watch.ts';

test('the watch that guests run writes what is read here', async () => {
  const script = fileURLToPath(new URL('memory-watch.sh', import.meta.url));
  // It runs until it is ended; 124 is how timeout(1) says that it did that.
  const argv = ['timeout', '2', 'sh', script] as const;
  const { stdout, stderr } = await new RealRunner().run({ argv, okExitCodes: [124], timeoutMs: 20_000 });
  expect(stderr).toBe('');
  const seen = memorySeen(stdout.split('\n'));
  expect(seen.availableLeastBytes).toBeGreaterThan(1024 ** 2);
  expect(seen.tmpfsPeakBytes).toBeLessThan(1024 ** 4);
  expect(seen.oomKills).toBeGreaterThanOrEqual(0);
});

test('the last record counts', () => {
  const journal = [
    'particleos:   0%  Check the image bit by bit',
    'particleos-memory: tmpfs-peak-kib 10 available-least-kib 900 oom-kills 0',
    'particleos-memory: tmpfs-peak-kib 20 available-least-kib 800 oom-kills 1',
    'particleos: installed; poweroff now',
  ];
  expect(memorySeen(journal)).toEqual({
    tmpfsPeakBytes: 20 * 1024,
    availableLeastBytes: 800 * 1024,
    oomKills: 1,
  });
});

test('silence is no proof', () => {
  expect(() => memorySeen(['particleos: succeeded after 1 s'])).toThrow('said nothing');
});
