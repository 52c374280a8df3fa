// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { IssueError } from '../../../core/issues/issue-error.ts';
import type { Issue } from '../../../core/issues/issue.ts';
import { readPolicy } from './read-policy.ts';
import { readPublicKey } from './read-public-key.ts';

let directory: string;
let file: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'asked-'));
  file = join(directory, 'file');
});
afterEach(() => rm(directory, { recursive: true }));

async function issueOf(reading: Promise<unknown>): Promise<Issue | null> {
  try {
    await reading;
    return null;
  } catch (error) {
    if (error instanceof IssueError) return error.issue;
    throw error;
  }
}

const format = { type: 'spki', format: 'pem' } as const;
const secret = { type: 'pkcs8', format: 'pem' } as const;
const p256 = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: format,
  privateKeyEncoding: secret,
});
const ed = generateKeyPairSync('ed25519', { publicKeyEncoding: format, privateKeyEncoding: secret });
const rsa = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: format,
  privateKeyEncoding: secret,
});

describe('a public key', () => {
  test.each([
    ['ECDSA', p256.publicKey],
    ['Ed25519', ed.publicKey],
    ['RSA', rsa.publicKey],
    ['with a text before it and CRLF', `my key\r\n${p256.publicKey.replaceAll('\n', '\r\n')}`],
  ])('%s', async (_, pem) => {
    await writeFile(file, pem);
    const key = await readPublicKey(file);
    expect(key.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(Buffer.from(key.data, 'base64').toString()).toBe(pem);
  });

  test.each([
    ['', 'it holds no PEM block'],
    ['ssh-ed25519 AAAA ada@laptop', 'it holds no PEM block'],
    [p256.privateKey, 'it holds a private key, which must never be here'],
    ['-----BEGIN ENCRYPTED COSIGN PRIVATE KEY-----\n', 'it holds a private key, which must never be here'],
    ['-----BEGIN CERTIFICATE-----\n', 'it holds a certificate'],
    ['-----BEGIN PGP PUBLIC KEY BLOCK-----\n', 'it is an OpenPGP key; write a policy with signedBy for it'],
    [p256.publicKey + ed.publicKey, 'it holds more than one key'],
    [p256.publicKey.replace(/\n.{8}/, '\nAAAAAAAA'), 'its PEM block is damaged'],
  ])('is not %.40j', async (text, message) => {
    await writeFile(file, text);
    expect(await issueOf(readPublicKey(file))).toEqual({
      code: 'signature-key-malformed',
      severity: 'error',
      path: ['image', 'signature', 'publicKey'],
      params: { file, message },
    });
  });

  test('a file that is not there, is a directory, or far too large', async () => {
    const message = async (): Promise<unknown> => (await issueOf(readPublicKey(file)))?.params['message'];
    expect(await message()).toBe('there is no such file');
    await writeFile(file, '');
    await truncate(file, 2 ** 21);
    expect(await message()).toBe('it is larger than 1 MiB');
    file = directory;
    expect(await message()).toBe('it is a directory');
  });
});

const policy = (requirement: object): string =>
  JSON.stringify({ default: [{ type: 'reject' }], transports: { docker: { a: [requirement] } } }, null, 2);

describe('a policy', () => {
  test('without key files stays as it is, to the byte', async () => {
    const text = `  ${policy({ type: 'sigstoreSigned', keyData: 'YQ==' })}\n\n`;
    await writeFile(file, text);
    expect(await readPolicy(file)).toBe(text);
  });

  test('takes every key file along', async () => {
    const key = join(directory, 'key');
    await writeFile(key, 'key');
    const data = Buffer.from('key').toString('base64');
    const asked = {
      type: 'sigstoreSigned',
      keyPaths: [key, key],
      fulcio: { caPath: key, oidcIssuer: 'https://example.org', subjectEmail: 'a@example.org' },
      rekorPublicKeyPath: key,
      signedIdentity: { type: 'remapIdentity', prefix: 'a', signedPrefix: 'b' },
    };
    await writeFile(file, policy(asked));
    expect(JSON.parse(await readPolicy(file))).toEqual({
      default: [{ type: 'reject' }],
      transports: {
        docker: {
          a: [
            {
              type: 'sigstoreSigned',
              keyDatas: [data, data],
              fulcio: { caData: data, oidcIssuer: 'https://example.org', subjectEmail: 'a@example.org' },
              rekorPublicKeyData: data,
              signedIdentity: { type: 'remapIdentity', prefix: 'a', signedPrefix: 'b' },
            },
          ],
        },
      },
    });
  });

  test.each([
    ['{"default":[{"type":"reject"}]', 1, /^Expected/],
    ['{\n"default":[{"type":"reject"}],\n}', 3, /^Expected double-quoted/],
    ['', 1, /^Unexpected end/],
    ['[]', undefined, /^the policy: /],
    ['{\n"default":\n[]}', 3, /^default: /],
    [
      '{\n"default": [{"type":"reject"}],\n"transports": {"docker": {\n"a": [{"type": 1}]}}}',
      4,
      /^transports\.docker\.a\.0\.type: /,
    ],
    ['{\n"default": [{\n"type":"sigstoreSigned",\n"keyPath":"/nowhere"}]}', 4, /no such file/],
    ['{\n"default": [{\n"type":"sigstoreSigned",\n"keyPath":1}]}', 4, /^keyPath is not a path/],
    [
      '{"default": [\n{"type":"signedBy","keyType":"GPGKeys",\n"keyPaths":["/a","/b"]}]}',
      3,
      /^keyPaths: give one keyring/,
    ],
  ])('%j is refused with its line', async (text, line, message) => {
    await writeFile(file, text);
    expect(await issueOf(readPolicy(file))).toMatchObject({
      code: 'policy-malformed',
      severity: 'error',
      path: ['image', 'signature', 'policy'],
      params: {
        file,
        ...(line === undefined ? {} : { line }),
        message: expect.stringMatching(message) as unknown,
      },
    });
  });

  test('that cannot be read', async () => {
    expect(await issueOf(readPolicy(file))).toMatchObject({ code: 'policy-unreadable' });
  });
});
