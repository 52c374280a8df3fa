// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { CommandError, type CommandFailure } from '../../runner/command.ts';
import { policyError } from './policy-error.ts';

const digest = `sha256:${'d'.repeat(64)}`;
const asked = { source: 'registry:r.example/a:1', digest, path: ['image', 'signature', 'policy'] };

function failed(message: string, reason: CommandFailure = 'exit'): CommandError {
  const stderr = `time="2026-11-21T08:00:18Z" level=fatal msg=${JSON.stringify(message)}\n`;
  return new CommandError(reason, { argv: ['prlimit'], exitCode: 1, stdout: '', stderr, durationMs: 1 });
}

/** Last words of skopeo 1.18.0 as they were said, the last one of 1.9.3 (Debian 12). */
test.each([
  ['Source image rejected: A signature was required, but no signature exists', 'signature-missing'],
  [
    'Source image rejected: cryptographic signature verification failed: invalid signature when validating ASN.1 encoded signature',
    'signature-wrong-key',
  ],
  [
    'Source image rejected: Signature for identity "localhost:5443/a/by-right:1" is not accepted',
    'signature-identity',
  ],
  ['Source image rejected: Signature for digest sha256:7026c94f does not match', 'signature-other-image'],
  [
    'Source image rejected: None of the signatures were accepted, reasons: cryptographic signature verification failed: invalid signature when validating ASN.1 encoded signature; Signature for identity "r.example/x:1" is not accepted',
    'signature-identity',
  ],
  ['Source image rejected: Running image dir:/st is rejected by policy.', 'policy-rejects'],
  ['Source image rejected: parsing public key 1: PEM decoding failed', 'policy-rejects'],
  ['Source image rejected: Debian-local change: sigstore disabled', 'signature-unchecked'],
  [
    'Error loading trust policy: invalid policy in "p.json": unexpected end of JSON input',
    'signature-unchecked',
  ],
  ['writing blob: write h/oci-put-blob3407752839: file too large', 'signature-unchecked'],
  ['some words that nobody foresaw', 'signature-unchecked'],
  [
    'initializing source docker://r.example/a:1: pinging container registry r.example: Get "https://r.example/v2/": dial tcp: lookup r.example: no such host',
    'registry-unreachable',
  ],
  ['initializing source docker://r.example/a:1: reading manifest 1: unauthorized', 'registry-auth'],
] as const)('%s', (message, code) => {
  const { issue } = policyError(failed(message), asked);
  expect(issue).toMatchObject({ code, severity: 'error' });
  expect(issue.path[0]).toBe('image');
});

test('a program that is not there, and one that does not end', () => {
  expect(policyError(failed('', 'not-found'), asked).issue).toMatchObject({
    code: 'signature-unchecked',
    params: { message: 'there is no prlimit' },
  });
  expect(policyError(failed('', 'timeout'), asked).issue.code).toBe('registry-unreachable');
});
