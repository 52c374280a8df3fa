// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Request } from '../request/request.ts';
import { requestWithoutSecrets } from './request-without-secrets.ts';

const asked: Request = {
  version: 1,
  disk: { only: true },
  users: [
    { name: 'ada', passwordHash: '$y$j9T$x$y' },
    { name: 'bob', passwordSecret: 'b' },
  ],
};

test('a hash becomes the name of a secret', () => {
  expect(requestWithoutSecrets(asked)?.users).toEqual([
    { name: 'ada', passwordSecret: 'ada' },
    { name: 'bob', passwordSecret: 'b' },
  ]);
});

test("and never that of another one: the disk's passphrase would become a password", () => {
  const encryption = { kind: 'luks2', passphraseSecret: 'ada', recoveryKey: { show: true } } as const;
  expect(requestWithoutSecrets({ ...asked, encryption })?.users?.[0]).toEqual({
    name: 'ada',
    passwordSecret: 'ada, user',
  });
});
