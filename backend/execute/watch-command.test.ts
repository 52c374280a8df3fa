// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ProgressMeasure } from '../../core/plan/step.ts';
import { CommandWatch } from './watch-command.ts';

const disk = vi.hoisted(() => ({ bytes: 0 as number | null, asked: [] as string[] }));
vi.mock('./device-io.ts', () => ({
  deviceWrittenBytes: (device: string) => {
    disk.asked.push(device);
    return Promise.resolve(disk.bytes);
  },
}));

const MiB = 1024 * 1024;
const progress: ProgressMeasure = { by: 'device-written', device: '/dev/{{name}}', totalBytes: 100 * MiB };
const values = new Map([['name', 'vda']]);
let reports: unknown[] = [];
const onBytes = (...report: unknown[]): void => void reports.push(report);

beforeEach(() => {
  vi.useFakeTimers();
  disk.bytes = 1000 * MiB;
  disk.asked = [];
  reports = [];
});
afterEach(() => {
  vi.useRealTimers();
});

async function watchOf(step: Parameters<typeof CommandWatch.of>[0]): Promise<CommandWatch> {
  const watch = await CommandWatch.of(step, { values, onBytes });
  if (watch === undefined) throw new Error('no watch');
  return watch;
}

test('a step without a measure is not watched', async () => {
  expect(await CommandWatch.of({}, { values, onBytes })).toBeUndefined();
});

test('what others wrote to the disk before does not count', async () => {
  const watch = await watchOf({ progress });
  watch.hooks.onStart?.(1);
  disk.bytes = 1030 * MiB;
  await vi.advanceTimersByTimeAsync(500);
  expect(reports).toEqual([[30 * MiB, 100 * MiB]]);
  expect(disk.asked).toEqual(['/dev/vda', '/dev/vda']);
});

test('lines and bytes together tell the share and the detail', async () => {
  const watch = await watchOf({ progress, phases: 'bootc' });
  watch.hooks.onStart?.(1);
  watch.hooks.onLine?.('Digest: sha256:ab', 'stdout');
  disk.bytes = 1050 * MiB;
  await vi.advanceTimersByTimeAsync(500);
  watch.hooks.onLine?.('no such line', 'stderr');
  watch.hooks.onLine?.('Bootloader: systemd', 'stdout');
  expect(reports).toEqual([
    [0, 100 * MiB, { share: 0, detail: 'bootc-start' }],
    [50 * MiB, 100 * MiB, { share: 0.5, detail: 'bootc-image' }],
    [50 * MiB, 100 * MiB, { share: 0.5, detail: 'bootc-image' }],
    [50 * MiB, 100 * MiB, { share: 0.7, detail: 'bootc-loader' }],
  ]);
});

test('the end tells what was measured, not what was expected, and nothing comes after it', async () => {
  const watch = await watchOf({ progress, phases: 'bootc' });
  watch.hooks.onStart?.(1);
  disk.bytes = 1123 * MiB;
  await watch.end();
  watch.hooks.onLine?.('Bootloader: systemd', 'stdout');
  await vi.advanceTimersByTimeAsync(5000);
  expect(reports).toEqual([[123 * MiB, 123 * MiB, { share: 1 }]]);
});

test('a disk that cannot be read tells nothing, the lines still do', async () => {
  disk.bytes = null;
  const watch = await watchOf({ progress, phases: 'bootc' });
  watch.hooks.onStart?.(1);
  await vi.advanceTimersByTimeAsync(500);
  watch.hooks.onLine?.('Trimming root', 'stdout');
  await watch.end();
  expect(reports).toEqual([[0, 100 * MiB, { share: 0.9, detail: 'bootc-finish' }]]);
});
