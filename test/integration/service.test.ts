// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { lockRun } from '../../backend/install/lock-run.ts';
import { RunStateFile } from '../../backend/install/run-state-file.ts';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import type { Step } from '../../core/plan/step.ts';
import type { Run } from '../../core/run/run.ts';
import { gateStep, post, ServiceLab, Watching } from '../tools/service-lab.ts';

/** Ids of nobody, and of a group that is not nobody's. */
const [NOBODY, GROUP] = [65_534, 64_321];
const ended = (run: Run): boolean => run.state !== 'idle' && run.state !== 'running';
const gated = { steps: (directory: string): Step[] => [gateStep(directory, 'gate')] };

describe('a run', () => {
  test('is applied by its hash, seen by two faces, and logged', async () => {
    await using lab = await ServiceLab.start(gated);
    const faces = [new Watching(lab.socket), new Watching(lab.socket)];
    const planHash = await lab.confirm();
    expect(await lab.ask('apply', { request: lab.request, planHash })).toMatchObject({ state: 'running' });
    expect(lab.commands.lines().filter((line) => line.startsWith('systemd-inhibit'))).toHaveLength(1);
    await lab.open('gate');
    for (const face of faces) {
      expect(await face.until(ended)).toMatchObject({ state: 'succeeded' });
      expect(face.runs[0]).toEqual({ state: 'idle' });
      face.close();
    }
    expect(await lab.ask('status', {})).toMatchObject({ state: 'succeeded' });
    const { lines, next } = await lab.ask('log', { after: 0 });
    expect(lines.join('\n')).toContain('Wait for gate');
    expect(await lab.ask('log', { after: next })).toEqual({ lines: [], next });
  });

  test('refuses another plan than the one that was shown, before the first write', async () => {
    let serial = 0;
    await using lab = await ServiceLab.start({
      // The disk's table is another one each time somebody looks.
      facts: (facts) => ({
        ...facts,
        disks: facts.disks.map((disk) => ({ ...disk, tableId: `table-${(serial += 1)}` })),
      }),
    });
    const planHash = await lab.confirm();
    const refused = await lab.ask('apply', { request: lab.request, planHash });
    expect(refused).toMatchObject({
      state: 'refused',
      issues: expect.arrayContaining([expect.objectContaining({ code: 'plan-changed' })]),
    });
    expect(await lab.ask('status', {})).toEqual({ state: 'idle' });
    expect(await readdir(lab.at('state'))).toEqual([]);
  });

  test('refuses without the secret that the plan needs', async () => {
    await using lab = await ServiceLab.start();
    const { hash } = await lab.ask('plan', { request: lab.request });
    expect(await lab.ask('apply', { request: lab.request, planHash: hash ?? '' })).toMatchObject({
      state: 'refused',
      issues: [{ code: 'secret-missing' }],
    });
  });

  test('is the only one: a second face, and the command line, are refused', async () => {
    await using lab = await ServiceLab.start(gated);
    const planHash = await lab.confirm();
    const apply = { request: lab.request, planHash };
    const both = await Promise.all([lab.ask('apply', apply), lab.ask('apply', apply)]);
    expect(both.map(({ state }) => state).sort()).toEqual(['refused', 'running']);
    await expect(lockRun(lab.at('state'))).rejects.toMatchObject({ issue: { code: 'run-active' } });
    expect(await lab.ask('leave', { action: 'reboot' })).toMatchObject({ issues: [{ code: 'run-active' }] });
    expect(lab.commands.lines().filter((line) => line.startsWith('systemctl'))).toEqual([]);
  });

  test('waits for the lock that the command line holds', async () => {
    await using lab = await ServiceLab.start();
    const planHash = await lab.confirm();
    const release = await lockRun(lab.at('state'));
    const apply = { request: lab.request, planHash };
    expect(await lab.ask('apply', apply)).toMatchObject({
      state: 'refused',
      issues: [{ code: 'run-active' }],
    });
    await release();
    expect(await lab.ask('apply', apply)).toMatchObject({ state: 'succeeded' });
  });

  test('is cancelled by any face, and may be tried again at once', async () => {
    await using lab = await ServiceLab.start(gated);
    const planHash = await lab.confirm();
    const face = new Watching(lab.socket);
    await lab.ask('apply', { request: lab.request, planHash });
    await lab.ask('cancel', {});
    expect(await face.until(ended)).toMatchObject({ state: 'cancelled', leftovers: [] });
    await lab.open('gate');
    const again = await lab.ask('apply', { request: lab.request, planHash });
    expect(['running', 'succeeded']).toContain(again.state);
    face.close();
  });

  test('goes on when the face that began it is killed; the next face shows it', async () => {
    await using lab = await ServiceLab.start(gated);
    const planHash = await lab.confirm();
    const face = `
      const { request } = await import('node:http');
      const [socketPath, body] = process.argv.slice(1);
      const headers = { 'content-type': 'application/json' };
      request({ socketPath, path: '/api/run' }, (m) => m.resume()).end();
      request({ socketPath, path: '/api/apply', method: 'POST', headers }, (m) => m.on('data', () => console.log('begun'))).end(body);`;
    const body = JSON.stringify({ request: lab.request, planHash });
    const child = spawn(process.execPath, ['--input-type=module', '--eval', face, lab.socket, body], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const next = new Watching(lab.socket);
    expect(await next.until(() => true)).toMatchObject({ state: 'running' });
    await lab.open('gate');
    expect(await next.until(ended)).toMatchObject({ state: 'succeeded' });
    next.close();
  });

  test('ends the live session when the plan asks for it', async () => {
    await using lab = await ServiceLab.start();
    await lab.ask('secret', { name: 'ada', value: 'x' });
    const request = `${lab.request}after: poweroff\n`;
    const { hash } = await lab.ask('plan', { request });
    expect(await lab.ask('apply', { request, planHash: hash ?? '' })).toMatchObject({ state: 'succeeded' });
    await vi.waitFor(() => expect(lab.commands.lines()).toContain('systemctl --no-block poweroff'));
  });

  test('that ends by a fault of ours twice is two runs: a face that left the first one shows the second', async () => {
    await using lab = await ServiceLab.start({
      override: {
        execute: async () => {
          await pause(2);
          throw new Error('broken inside');
        },
      },
    });
    const apply = { request: lab.request, planHash: await lab.confirm() };
    const [first, second] = [await lab.ask('apply', apply), await lab.ask('apply', apply)];
    // The face tells them apart by how long they took (renderer/app/draft.ts, leftRun).
    if (!('durationMs' in first && 'durationMs' in second)) throw new Error('they did not end');
    expect(first.durationMs).toBeGreaterThan(0);
    expect(second.durationMs).not.toBe(first.durationMs);
  });

  test('that is a fault of ours fails with a code, and the service lives', async () => {
    await using lab = await ServiceLab.start({
      override: { execute: () => Promise.reject(new Error('broken inside')) },
    });
    const planHash = await lab.confirm();
    expect(await lab.ask('apply', { request: lab.request, planHash })).toMatchObject({
      state: 'failed',
      issues: [{ code: 'internal' }],
    });
    expect(await lab.ask('status', {})).toMatchObject({ state: 'failed' });
  });
});

describe('a face sees', () => {
  test('a run of the command line', async () => {
    await using lab = await ServiceLab.start();
    const face = new Watching(lab.socket);
    const release = await lockRun(lab.at('state'));
    const progress = {
      phase: 'disk',
      stepId: 's',
      title: 't',
      fraction: 0.5,
      doneBytes: null,
      totalBytes: null,
      detail: null,
      remainingSeconds: null,
    } as const;
    const state = new RunStateFile(lab.at('state'));
    state.write({ state: 'running', progress, disk: 'formatted' });
    expect(await face.until((run) => run.state === 'running')).toMatchObject({ progress });
    await state.settled();
    // Killed without a word: its lock goes with it.
    await release();
    expect(await face.until(ended)).toMatchObject({ state: 'failed', issues: [{ code: 'run-lost' }] });
    face.close();
  });

  test('its draft again after a reload', async () => {
    await using lab = await ServiceLab.start();
    expect(await lab.ask('draft', {})).toEqual({ draft: null });
    await lab.ask('saveDraft', { draft: '{"page":"disk"}' });
    expect(await lab.ask('draft', {})).toEqual({ draft: '{"page":"disk"}' });
  });
});

describe('a secret', () => {
  test('is in no answer, no log, no file and no word to the journal', async () => {
    await using lab = await ServiceLab.start({
      steps: (directory) => [
        {
          kind: 'command',
          id: 'use',
          phase: 'configure',
          title: 'Use the hash',
          argv: ['sh', '-c', `cat > ${join(directory, 'used')}`],
          stdin: { secret: 'password-hash:ada', prefix: 'ada:' },
          timeoutMs: 10_000,
        },
        {
          kind: 'command',
          id: 'echo',
          phase: 'configure',
          title: 'A program that says too much',
          argv: ['sh', '-c', 'cat >&2; exit 3'],
          stdin: { secret: 'password-hash:ada', prefix: '' },
          timeoutMs: 10_000,
        },
      ],
    });
    const planHash = await lab.confirm();
    const answers: unknown[] = [await lab.ask('plan', { request: lab.request })];
    const face = new Watching(lab.socket);
    answers.push(await lab.ask('apply', { request: lab.request, planHash }));
    await face.until(ended);
    face.close();
    answers.push(await lab.ask('log', { after: 0 }), await lab.ask('status', {}), lab.said, face.runs);
    answers.push((await post(lab.socket, '/api/secret', '{"name":"n","value":7,"canary-P4ssw0rd":1}')).body);
    expect(await readFile(lab.at('used'), 'utf8')).toContain('canaryHASH');
    for (const entry of await readdir(lab.directory, { recursive: true, withFileTypes: true }))
      if (entry.isFile() && entry.name !== 'used')
        answers.push(await readFile(join(entry.parentPath, entry.name), 'utf8'));
    expect(answers.length).toBeGreaterThan(7);
    expect(/canary(-P4ssw0rd|HASH)/.exec(JSON.stringify(answers))).toBeNull();
    expect(lab.commands.lines().join('\n')).not.toContain('canary-P4ssw0rd');
  });
});

describe('the socket', () => {
  test('is for its owner and group', async () => {
    await using lab = await ServiceLab.start();
    expect((await stat(lab.socket)).mode & 0o777).toBe(0o660);
  });

  test('is opened by its group, and by no other unprivileged user', async ({ skip }) => {
    skip(process.getuid?.() !== 0, 'only root can become other users');
    await using lab = await ServiceLab.start();
    // Only the socket's own mode is left to keep anybody out.
    await chmod(lab.directory, 0o755);
    await chown(lab.socket, 0, GROUP);
    const script = `require('node:net').connect(process.argv[1])
      .on('connect', () => { console.log('let in'); process.exit() }).on('error', ({ code }) => console.log(code))`;
    const asUser = async (group: number): Promise<string> => {
      const who = ['setpriv', `--reuid=${NOBODY}`, `--regid=${group}`, '--clear-groups'] as const;
      const argv = [...who, process.execPath, '--eval', script, lab.socket] as const;
      return (await new RealRunner().run({ argv, timeoutMs: 60_000 })).stdout.trim();
    };
    expect(await asUser(GROUP)).toBe('let in');
    expect(await asUser(NOBODY)).toBe('EACCES');
  });

  test('of a service that was killed is taken over, of one that lives it is not', async () => {
    await using lab = await ServiceLab.start();
    const { listenSocket } = await import('../../backend/server/listen-socket.ts');
    const { createServer } = await import('node:http');
    await expect(listenSocket(createServer(), lab.socket)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const dead = lab.at('dead.sock');
    const script = `require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
    await once(spawn(process.execPath, ['--eval', script, dead]), 'exit');
    const server = createServer();
    expect(await listenSocket(server, dead)).toBe(dead);
    server.close();
  });

  test('ends when nobody is connected, but never with something to lose', async () => {
    await using idle = await ServiceLab.start({ idleMs: 50 });
    await idle.serving.ended;
    await using kept = await ServiceLab.start({ idleMs: 50 });
    await kept.ask('saveDraft', { draft: 'x' });
    let isEnded = false;
    void kept.serving.ended.then(() => (isEnded = true));
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(isEnded).toBe(false);
    await kept.ask('saveDraft', { draft: '' });
    await kept.serving.ended;
    expect(isEnded).toBe(true);
  });
});
