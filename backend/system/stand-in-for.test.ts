// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { RealRunner } from '../runner/real-runner.ts';
import { standInFor } from './stand-in-for.ts';

const CLEANS_UP = `
  process.on('SIGTERM', () => setTimeout(() => { console.log('cleaned up'); process.exit(130); }, 300));
  setInterval(() => undefined, 1000);
  console.log('ready');
`;

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
