#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { context } from 'esbuild';
import { bundleOptions } from '../../../renderer/bundle/bundle-options.ts';
import { machines, type MachineName } from './machines.ts';
import { startFake } from './start-fake.ts';

/**
 * `npm run dev`: the wizard on a recorded machine, without root, disk or Electron. The page is built anew whenever a
 * source changes; load it again to see it.
 */
const names = Object.keys(machines) as MachineName[];
const usage = `npm run dev -- [--machine NAME] [--port N] [--step-ms N] [--no-stick]
  --machine  ${names.join(', ')} (default: laptop); "faults" has a disk for every way an install can fail
  --port     default 8080
  --step-ms  how long a step of an install takes, default 400`;

const { values } = parseArgs({
  options: {
    machine: { type: 'string', default: 'laptop' },
    port: { type: 'string', default: '8080' },
    'step-ms': { type: 'string', default: '400' },
    'no-stick': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const machine = names.find((name) => name === values.machine);
if (values.help || machine === undefined) {
  process.stderr.write(`${usage}\n`);
  process.exitCode = values.help ? 0 : 2;
} else {
  const building = await context(bundleOptions());
  await building.rebuild();
  await building.watch();
  const { url, faults } = await startFake({
    machine,
    port: Number(values.port),
    stepMs: Number(values['step-ms']),
    withStick: !values['no-stick'],
    onEffect: (verb, input) => process.stdout.write(`${verb} ${JSON.stringify(input)}\n`),
  });
  process.stdout.write(`${url}\n`);
  setInterval(() => {
    for (const fault of (faults as unknown[]).splice(0)) process.stderr.write(`${String(fault)}\n`);
  }, 1000);
}
