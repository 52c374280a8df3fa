// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RecordingRunner } from '../runner/recording-runner.ts';
import { forgetBootEntries } from './forget-boot-entries.ts';
import { givenContext } from '../execute/given-context.ts';

const entries = readFileSync(
  new URL('../../test/fixtures/firmware/efibootmgr-18.txt', import.meta.url),
  'utf8',
);
const present = 'c02073a1-3bc0-4c45-9988-07b46870e3df';

/** A machine whose new ESP is /dev/vda2 and whose other disk has one of the entries' partitions. */
const partitions = (espUuid: string | null): string =>
  JSON.stringify({
    blockdevices: [
      { path: '/dev/vda', partuuid: null },
      { path: '/dev/vda2', partuuid: espUuid },
      { path: '/dev/vdb2', partuuid: present },
    ],
  });

type Answer = { stdout?: string; exitCode?: number };

async function forget(
  answer: (line: string) => Answer,
): Promise<{ removed: string; lines: string[]; events: string[] }> {
  const runner = new RecordingRunner((line) => ({ exitCode: 0, ...answer(line) }));
  const events: string[] = [];
  const context = givenContext({ runner, log: ({ event }) => events.push(event) });
  const removed = await forgetBootEntries({ esp: '/dev/vda2' }, context);
  return { removed, lines: runner.lines(), events: events.filter((event) => event !== 'command') };
}

const answered =
  (espUuid: string | null) =>
  (line: string): Answer =>
    line.startsWith('lsblk')
      ? { stdout: partitions(espUuid) }
      : { stdout: line.includes('--verbose') ? entries : '' };

test('removes what leads nowhere, one by one, and nothing else', async () => {
  const { removed, lines, events } = await forget(answered('99999999-0000-4000-8000-000000000000'));
  expect(removed).toBe('0004 0005 000A 000F');
  expect(lines).toEqual([
    'lsblk --json --list --output PATH,PARTUUID',
    'efibootmgr --verbose',
    ...removed.split(' ').map((number) => `efibootmgr --quiet --bootnum ${number} --delete-bootnum`),
  ]);
  expect(events).toEqual([]);
});

test('removes what leads to an ESP that was kept: it is registered anew', async () => {
  const { removed } = await forget((line) =>
    line.startsWith('lsblk')
      ? { stdout: JSON.stringify({ blockdevices: [{ path: '/dev/vda2', partuuid: present }] }) }
      : answered(present)(line),
  );
  expect(removed.split(' ')).toContain('0006');
});

test('where the new partition is not known either, nothing is removed', async () => {
  for (const answer of [answered(null), () => ({ stdout: '{"blockdevices": []}' })]) {
    const { removed, lines, events } = await forget(answer);
    expect([removed, lines.length, events]).toEqual(['', 1, ['boot-entries-kept']]);
  }
});

test('a failure is noted and ends nothing', async () => {
  const uuid = '99999999-0000-4000-8000-000000000000';
  for (const failing of ['lsblk', '--verbose', '--bootnum 0005']) {
    const { removed, events } = await forget((line) =>
      line.includes(failing) ? { exitCode: 1 } : answered(uuid)(line),
    );
    expect([removed, events]).toEqual([failing.includes('0005') ? '0004' : '', ['boot-entries-kept']]);
  }
});
