// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { progressLines, serialProgressLines, verdictOf } from './install-watch.ts';
import { ProbeReport, wireSchema } from './probe-report.ts';
import { commandScript, Probe } from './probe.ts';
import { QmpClient } from './qmp.ts';
import { ReportPort } from './report-port.ts';
import { SerialConsole } from './serial.ts';
import { Watchdog } from './watchdog.ts';

const watchdog = (): Watchdog => new Watchdog((problem) => Promise.resolve(new Error(problem)));

describe('report port', () => {
  test('resolves on the token only, whatever the chunks', async () => {
    const stream = new PassThrough();
    const port = new ReportPort(stream, watchdog());
    const seen: string[] = [];
    port.onLine((line) => seen.push(line));
    const report = port.waitForToken('secret', 5000);
    for (const chunk of ['one\nsec', 'ret is not it\nsecr', 'et', '\n']) stream.write(chunk);
    expect(await report).toEqual(['one', 'secret is not it']);
    expect(seen).toEqual(['one', 'secret is not it', 'secret']);
  });
  test('a report without the token is no report', async () => {
    const stream = new PassThrough();
    const port = new ReportPort(stream, watchdog());
    stream.write('[]\nother\n');
    await expect(port.waitForToken('secret', 100)).rejects.toThrow(/^waited 0 s for the report/);
  });
});

describe('serial console', () => {
  test('what was matched is consumed, and a panic ends a wait at once', async () => {
    const stream = new PassThrough();
    const serial = new SerialConsole(stream, watchdog(), { logPath: '/dev/null' });
    const lines: string[] = [];
    serial.onLine((line) => lines.push(line));
    stream.write('login: a\r\nlo');
    stream.write('gin: \r\nrest');
    await serial.expect(/login: a/, 1000);
    await serial.expect(/^login: $/m, 1000);
    expect(lines).toEqual(['login: a', 'login: ']);
    const waiting = serial.expect(/login/, 60_000);
    stream.write('\n[ 1.0] Kernel pan');
    stream.write('ic - not syncing: x\n');
    await expect(waiting).rejects.toThrow(
      'kernel-panic: [ 1.0] Kernel panic - not syncing: x (while waiting for /login/ on the console)',
    );
  });
  test('a machine that ends is an error, but not for who waits for its end', async () => {
    const dog = watchdog();
    const end = dog.waitForEnd(1000);
    const other = dog.wait(new Promise(() => undefined), 'never', 1000);
    dog.end('poweroff');
    expect(await end).toBe('poweroff');
    await expect(other).rejects.toThrow('the machine ended (poweroff) before never');
  });
});

test('QMP: greeting, answers by id, events, errors in the words of QEMU', async () => {
  const stream = new PassThrough();
  const client = new QmpClient(stream);
  const written: string[] = [];
  stream.write = ((text: string) => written.push(text) > 0) as typeof stream.write;
  const events: string[] = [];
  client.onEvent(({ event }) => events.push(event));
  const negotiated = client.negotiate();
  stream.push('{"QMP": {"version": {}, "capabilities": []}}\r\n');
  await expect.poll(() => written).toHaveLength(1);
  stream.push('{"return": {}, "id": 1}\n{"event": "RESUME", "timestamp": {}}\n');
  await negotiated;
  const bad = client.execute('nonsense');
  stream.push('{"error": {"class": "CommandNotFound", "desc": "not found"}, "id": 2}\n');
  await expect(bad).rejects.toThrow('QMP nonsense: not found');
  expect(events).toEqual(['RESUME']);
  expect(JSON.parse(written[0] ?? '')).toMatchObject({ execute: 'qmp_capabilities', id: 1 });
});

describe('probe', () => {
  test('each has its own token, and credentials that are not empty', async () => {
    const [one, other] = [await Probe.make(), await Probe.make()];
    expect(one.credentials['particleos.token']).not.toBe(other.credentials['particleos.token']);
    for (const value of Object.values(one.credentials)) expect(value).not.toBe('');
  });
  test('commands are quoted for the shell that reads them', () => {
    const text = commandScript([{ name: 'a', script: `echo "it's"; exit 3`, deadlineSeconds: 5 }]);
    const shell = 'script() { printf "%s|" "$@"; sh -c "$3"; }\n';
    expect(execFileSync('sh', ['-c', `${shell}${text}true`], { encoding: 'utf8' })).toBe(
      `a|5|echo "it's"; exit 3|it's\n`,
    );
    expect(() => commandScript([{ name: 'a b', script: '' }])).toThrow('not a command name');
  });
  test('the report of the guest becomes facts', () => {
    const entry = (kind: string, name: string, output: string, status = 0): unknown => ({
      kind,
      name,
      status,
      output: Buffer.from(output).toString('base64'),
      errors: '',
    });
    const report = new ProbeReport(
      wireSchema.parse([
        entry('fact', 'timezone', '/usr/share/zoneinfo/Europe/Berlin\n'),
        entry('fact', 'failed-units', 'a.service loaded failed failed A\n'),
        entry('fact', 'user-groups', 'ada: ada sudo\n'),
        entry('fact', 'cmdline', 'root=x quiet\n'),
        entry('fact', 'secure-boot', '1\n'),
        entry('fact', 'mount:/var', '', 1),
        entry('command', 'mine', 'ü\n', 3),
      ]),
    );
    expect(report.timezone).toBe('Europe/Berlin');
    expect(report.failedUnits).toEqual(['a.service']);
    expect(report.users).toEqual(new Map([['ada', ['ada', 'sudo']]]));
    expect(report.kernelArguments).toEqual(['root=x', 'quiet']);
    expect(report.secureBoot).toBe(true);
    expect(report.mount('/var')).toBeNull();
    expect(report.command('mine')).toEqual({ status: 3, output: 'ü\n', errors: '' });
    expect(() => report.text('nothing')).toThrow('the probe has no "nothing"; it has: timezone,');
  });
});

test.each([
  ['particleos:  41%  Copy the image', null],
  ['particleos: succeeded after 120.1 s', 'succeeded'],
  ['particleos: installed; poweroff now', 'succeeded'],
  ['particleos: failed after 3.0 s', 'failed'],
  ['particleos: cancelled after 3.0 s', 'failed'],
  ['particleos: refused: nothing was written', 'failed'],
  ['particleos: error: Installing needs root. Run it with sudo. [not-root]', null],
  ["particleos-unattended.service: Failed with result 'exit-code'.", 'failed'],
  ['Failed to start particleos-unattended.service - Install ParticleOS.', 'failed'],
] as const)('the installer says %j: %s', (line, verdict) => {
  expect(verdictOf(line)).toBe(verdict);
  expect(progressLines([line, 'other'])).toHaveLength(line.startsWith('particleos: ') ? 1 : 0);
});

test('the lines of the installer are found on a serial console too', () => {
  const text =
    '[  1.2] x\n[  145.7] particleos-installer[706]: particleos:  58%  Make\nparticleos:  59%  Go\n';
  expect(serialProgressLines(text)).toEqual(['particleos:  58%  Make', 'particleos:  59%  Go']);
});
