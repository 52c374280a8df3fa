// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { factsSchema } from '../../core/facts/facts.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import { loadRequest } from '../../core/request/load.ts';

/** A kernel without that array, one with an array of other partitions, and one in which it is. */
const kernels = [
  ['', 0],
  ['md127 : active raid1 sdc4[1] nvme0n1p40[0]\n', 0],
  ['md127 : active raid1 sdb4[1] nvme0n1p4[0]\n', 1],
] as const;

test.each(kernels)(
  'a mirror that mdadm does not stop is left over only where it is: %j',
  async (mdstat, status) => {
    const textOf = (name: string): string =>
      readFileSync(new URL(`../fixtures/plans/raid1-two-disks/${name}`, import.meta.url), 'utf8');
    const loaded = loadRequest(textOf('request.yaml'));
    if (!loaded.ok) throw new Error('the fixture is broken');
    const { plan } = makePlan(factsSchema.parse(JSON.parse(textOf('facts.json'))), loaded.request);
    const step = plan?.steps.find(({ id }) => id === 'mirror-root');
    const [program = '', ...argv] = step?.kind === 'command' ? (step.undo?.argv ?? []) : [];
    const directory = await mkdtemp(join(tmpdir(), 'mdstat-'));
    try {
      await writeFile(join(directory, 'mdstat'), mdstat);
      // A stand-in for an mdadm that fails; what the kernel says is from a file.
      await writeFile(join(directory, 'mdadm'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
      const told = argv.map((arg) => arg.replace('/proc/mdstat', join(directory, 'mdstat')));
      const PATH = `${directory}:${process.env['PATH'] ?? ''}`;
      expect(spawnSync(program, told, { env: { PATH } }).status).toBe(status);
    } finally {
      await rm(directory, { recursive: true });
    }
  },
);
