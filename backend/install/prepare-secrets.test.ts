// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { IssueError } from '../../core/issues/issue-error.ts';
import type { Request, WifiConnection } from '../../core/request/request.ts';
import { RecordingRunner } from '../runner/recording-runner.ts';
import { SecretStore } from '../secrets/secret-store.ts';
import { preparePasswords } from './apply-plan.ts';

async function prepared(
  security: WifiConnection['security'],
  password: string | null,
): Promise<string | undefined> {
  using secrets = new SecretStore();
  if (password !== null) secrets.set('wlan', password);
  const wifi: WifiConnection = { ssid: 'lab', security, passwordSecret: 'wlan' };
  const request: Request = { version: 1, disk: { only: true }, network: [{ name: 'home', wifi }] };
  await preparePasswords(new RecordingRunner(), request, secrets);
  return secrets.get('wifi-password:home');
}

test('the password of a wireless network is put where the plan asks for it, as a keyfile has it', async () => {
  expect(await prepared('personal', 'correct horse ')).toBe('correct horse\\s');
  expect(await prepared('personal', 'f'.repeat(64))).toBe('f'.repeat(64));
  // Enterprise passwords have no least length.
  expect(await prepared('enterprise', 'x\\y')).toBe('x\\\\y');
});

test.each([
  ['short', 'bad-value'],
  ['x'.repeat(64), 'bad-value'],
  ['eight\nlines', 'bad-value'],
  [null, 'secret-missing'],
])('%j is no password of a personal network: %s, without the password in it', async (password, code) => {
  const error = await prepared('personal', password).catch((thrown: unknown) => thrown);
  if (!(error instanceof IssueError)) throw new Error('nothing was thrown');
  expect(error.issue).toMatchObject({ code, path: ['network', 0, 'wifi', 'passwordSecret'] });
  expect(JSON.stringify(error.issue)).not.toContain(password ?? 'any password');
});
