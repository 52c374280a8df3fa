// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { RealRunner } from '../runner/real-runner.ts';
import { standInFor } from './stand-in-for.ts';

const CLEANS_UP = `
  process.on('SIGTERM', () => setTimeout(() => { console.log('cleaned up'); process.exit(130); }, 300));
  setInterval(() => undefined, 1000);
  console.log('ready');
`;

/** The number of a process that is gone. */
async function ended(): Promise<number> {
  let gone = 0;
  const onStart = (pid: number): void => {
    gone = pid;
  };
  await new RealRunner().run({ argv: ['true'], timeoutMs: 60_000, onStart });
  return gone;
}

test('Ctrl+C is handed on, and the end of the clean-up is waited for', async () => {
  const before = process.listenerCount('SIGINT');
  const said: string[] = [];
  const { exitCode } = await standInFor(new RealRunner(), {
    argv: [process.execPath, '--eval', CLEANS_UP],
    timeoutMs: 60_000,
    okExitCodes: [130],
    onLine: (line) => {
      said.push(line);
      if (line === 'ready') process.emit('SIGINT', 'SIGINT');
    },
  });
  expect(exitCode).toBe(130);
  expect(said).toEqual(['ready', 'cleaned up']);
  expect(process.listenerCount('SIGINT')).toBe(before);
});

test('a signal that comes when the command has ended is no fault', async () => {
  const { exitCode } = await standInFor(
    {
      run: async ({ argv, onStart }) => {
        onStart?.(await ended());
        process.emit('SIGINT', 'SIGINT');
        return { argv, exitCode: 0, stdout: '', stderr: '', durationMs: 0 };
      },
    },
    { argv: ['true'], timeoutMs: 60_000 },
  );
  expect(exitCode).toBe(0);
});
