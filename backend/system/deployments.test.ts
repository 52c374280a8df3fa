// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { RecordingRunner } from '../runner/recording-runner.ts';
import { parseStatus, readDeployments, type Deployment } from './deployments.ts';
import { rollback, rollbackTarget } from './rollback.ts';

const a = 'a'.repeat(64);
const b = 'b'.repeat(64);
const c = 'c'.repeat(64);

/** As ostree 2025.2 prints it (src/ostree/ot-admin-builtin-status.c). */
const staged = `  particleos ${c}.0 (staged)
    Version: 13.2
    origin: <unknown origin type>
* particleos ${b}.0
    Version: 13.1
    origin: <unknown origin type>
  particleos ${a}.1 (rollback)
    Version: 13.0
    origin: <unknown origin type>
`;
const pending = `  particleos ${c}.0 (pending)\n    origin: x\n* particleos ${b}.0\n    origin: x\n`;

describe('parseStatus', () => {
  test('staged, booted and kept, in boot order', () => {
    expect(parseStatus(staged)).toEqual([
      { index: 0, stateroot: 'particleos', id: `${c}.0`, booted: false, staged: true },
      { index: 1, stateroot: 'particleos', id: `${b}.0`, booted: true, staged: false },
      { index: 2, stateroot: 'particleos', id: `${a}.1`, booted: false, staged: false },
    ]);
  });

  test('pending is written already, so it is not staged', () => {
    expect(parseStatus(pending).map((entry) => [entry.booted, entry.staged])).toEqual([
      [false, false],
      [true, false],
    ]);
  });

  test('nothing, warnings and other text are no deployments', () => {
    expect(parseStatus('')).toEqual([]);
    expect(parseStatus('No deployments.\n')).toEqual([]);
    expect(parseStatus(`error: ${a}\n    ${a}.0\nparticleos ${a}.0\n* particleos ${a}\n`)).toEqual([]);
  });
});

describe('rollbackTarget', () => {
  const of = (text: string): Deployment[] => parseStatus(text).map((entry) => ({ ...entry, origin: null }));

  test('is the newest that is neither booted nor staged', () => {
    expect(rollbackTarget(of(staged))?.id).toBe(`${a}.1`);
    expect(rollbackTarget(of(pending))?.id).toBe(`${c}.0`);
  });

  test('is nothing when there is nothing to go back to', () => {
    expect(rollbackTarget([])).toBeNull();
    expect(rollbackTarget(of(`* particleos ${a}.0\n`))).toBeNull();
    expect(rollbackTarget(of(`  particleos ${b}.0 (staged)\n* particleos ${a}.0\n`))).toBeNull();
  });
});

describe('readDeployments', () => {
  test('a deployment without an origin file is known by its commit', async () => {
    const runner = new RecordingRunner((line) => {
      if (line.startsWith('ostree admin status')) return { stdout: `* particleos ${a}.0\n` };
      return {
        stdout: line.includes('=org.particleos.image') ? "'registry:example.org/a:b'\n" : "'sha256:1'\n",
      };
    });
    expect((await readDeployments(runner))[0]?.origin).toEqual({
      image: 'registry:example.org/a:b',
      source: 'registry:example.org/a:b',
      digest: 'sha256:1',
    });
    expect(runner.commands.at(-1)?.argv.at(-1)).toBe(a);
  });

  test('a commit that says nothing has no origin', async () => {
    const runner = new RecordingRunner((line) =>
      line.startsWith('ostree admin status') ? { stdout: `* other ${a}.0\n` } : { exitCode: 1 },
    );
    expect((await readDeployments(runner))[0]?.origin).toBeNull();
  });
});

describe('rollback', () => {
  const changes = (runner: RecordingRunner): string[] =>
    runner.lines().filter((line) => line.startsWith('ostree admin ') && !line.endsWith('status'));

  test('drops what is staged first, then sets the default', async () => {
    let text = staged;
    const runner = new RecordingRunner((line) => {
      if (line.includes('undeploy')) text = staged.split('\n').slice(3).join('\n');
      return line.startsWith('ostree admin status') ? { stdout: text } : { exitCode: 0, stdout: "'x'" };
    });
    expect((await rollback(runner))?.id).toBe(`${a}.1`);
    expect(changes(runner)).toEqual(['ostree admin undeploy 0', 'ostree admin set-default 1']);
  });

  test('changes nothing when there is nothing to go back to', async () => {
    const runner = new RecordingRunner(() => ({ stdout: `* particleos ${a}.0\n` }));
    expect(await rollback(runner)).toBeNull();
    expect(changes(runner)).toEqual([]);
  });
});
