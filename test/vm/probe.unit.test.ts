// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { ProbeReport, wireSchema } from './probe-report.ts';
import { commandScript, Probe } from './probe.ts';

const runner = new RealRunner();
const probeScript = await readFile(new URL('probe.sh', import.meta.url), 'utf8');

/** Runs the real record() of probe.sh on this machine, with the commands of a test. */
async function report(commands: Parameters<typeof commandScript>[0]): Promise<ProbeReport> {
  const functions = probeScript.slice(0, probeScript.indexOf('# What starts after'));
  const script = `${functions}kind=command\n${commandScript(commands)}echo ']' >> "$work/report"; cat "$work/report"; rm -r "$work"`;
  const text = script.replace('/run/particleos-probe', '/tmp/particleos-probe');
  const { stdout } = await runner.run({ argv: ['sh', '-c', text], timeoutMs: 30_000 });
  return new ProbeReport(wireSchema.parse(JSON.parse(stdout)));
}

test('commands come back with status, output and errors, whatever is in them', async () => {
  const found = await report([
    { name: 'quotes', script: `printf '%s' "it's \\"ä\\" \\\\"; echo bad >&2; exit 3` },
    { name: 'late', script: 'sleep 20', deadlineSeconds: 1 },
    { name: 'missing', script: 'no-such-program' },
  ]);
  expect(found.command('quotes')).toEqual({ status: 3, output: `it's "ä" \\`, errors: 'bad\n' });
  expect(found.command('late').status).toBe(124);
  expect(found.command('missing').status).toBe(127);
  expect(() => found.command('other')).toThrow('has no "other"; it has: quotes, late, missing');
});

test('each probe has its own token, and is valid shell', async () => {
  const [one, two] = [await Probe.make(), await Probe.make({ after: 'reboot' })];
  expect(one.credentials['particleos.token']).not.toBe(two.credentials['particleos.token']);
  expect(two.credentials['particleos.after']).toBe('reboot');
  await runner.run({ argv: ['sh', '-n'], stdin: probeScript, timeoutMs: 10_000 });
});
