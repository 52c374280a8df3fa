// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile, stat } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { selfSigned } from '../../gateway/self-signed.ts';
import { CommandError } from '../../runner/command.ts';
import { RealRunner } from '../../runner/real-runner.ts';
import { RecordingRunner } from '../../runner/recording-runner.ts';
import { reachRegistry } from './reach-registry.ts';
import { signIn } from './sign-in.ts';

const AN_HOUR_MS = 3_600_000;

describe('reachRegistry', () => {
  test('tells how wrong the clock is, although the certificate is not believed', async () => {
    const { key, cert } = await selfSigned(new RealRunner(), 'registry');
    const there = new Date(Date.now() + AN_HOUR_MS).toUTCString();
    const server = createServer({ key, cert }, (_request, response) => {
      response.writeHead(401, { date: there }).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const stderr = 'time="x" level=fatal msg="Error: x509: certificate signed by unknown authority"';
    const runner = new RecordingRunner(() => ({ exitCode: 1, stderr }));
    const { ok, issues, clockSkewSeconds } = await reachRegistry(runner, `registry:${host}/a:1`, undefined);
    server.close();
    expect(ok).toBe(false);
    expect(issues.map(({ code }) => code)).toEqual(['registry-unreachable', 'clock-wrong']);
    // The test may stand still between the two clocks.
    expect(Math.abs((clockSkewSeconds ?? 0) + AN_HOUR_MS / 1000)).toBeLessThan(120);
  });

  test.each([
    ['registry:', undefined],
    ['docker://x', undefined],
    ['registry:registry.example.org/a:1', 'ftp://me:canary@proxy'],
  ])('refuses %s by the proxy %s, and asks nobody', async (reference, proxy) => {
    const runner = new RecordingRunner();
    const answer = await reachRegistry(runner, reference, proxy);
    expect(answer).toMatchObject({ ok: false, issues: [{ code: 'bad-value' }], clockSkewSeconds: null });
    expect(JSON.stringify(answer)).not.toContain('canary');
    expect(runner.commands).toEqual([]);
  });
});

describe('signIn', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sign-in-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));
  const asked = { registry: 'registry.example.org:5000', user: 'ada', password: 'canary' };

  test('hands the password over by standard input; the file is for root', async () => {
    const runner = new RecordingRunner();
    const { authFile, issues } = await signIn(runner, directory, asked);
    expect(issues).toEqual([]);
    expect(authFile).toMatch(/\/auth\/[0-9a-f]{16}\.json$/);
    expect(runner.commands[0]?.stdin).toBe('canary');
    expect(runner.lines()[0]).toMatch(
      /^skopeo login --authfile \S+ --username=ada --password-stdin registry.example.org:5000$/,
    );
    expect((await stat(join(directory, 'auth'))).mode & 0o777).toBe(0o700);
    expect((await signIn(runner, directory, asked)).authFile).toBe(authFile);
  });

  test.each([
    ['invalid username/password: unauthorized', 'registry-auth'],
    ['pinging container registry x: dial tcp: lookup x: no such host', 'registry-unreachable'],
  ])('tells "%s" as %s', async (words, code) => {
    const runner = new RecordingRunner(() => ({
      exitCode: 1,
      stderr: `time="x" level=fatal msg="${words}"`,
    }));
    expect(await signIn(runner, directory, asked)).toMatchObject({ authFile: null, issues: [{ code }] });
  });

  test.each(['--authfile=/etc/shadow', 'host/path', 'a b', ''])(
    'refuses "%s" as a registry',
    async (registry) => {
      const runner = new RecordingRunner();
      expect(await signIn(runner, directory, { ...asked, registry })).toMatchObject({
        authFile: null,
        issues: [{ code: 'bad-value' }],
      });
      expect(runner.commands).toEqual([]);
    },
  );

  test('says when no password was handed over, or skopeo is not there', async () => {
    const absent = {
      run: () =>
        Promise.reject(
          new CommandError('not-found', { argv: [], exitCode: 1, stdout: '', stderr: '', durationMs: 0 }),
        ),
    };
    expect(await signIn(absent, directory, asked)).toMatchObject({ issues: [{ code: 'tool-missing' }] });
    expect(await signIn(absent, directory, { ...asked, password: undefined })).toMatchObject({
      issues: [{ code: 'secret-missing' }],
    });
    for (const name of await readdir(directory, { recursive: true }))
      expect(await readFile(join(directory, name), 'utf8').catch(() => '')).not.toContain('canary');
  });
});
