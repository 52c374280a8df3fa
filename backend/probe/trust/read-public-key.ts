// SPDX-License-Identifier: Apache-2.0
import { createHash, createPublicKey } from 'node:crypto';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { errorIssue } from '../../../core/issues/issue.ts';
import { readAskedFile } from './read-asked-file.ts';

const PATH = ['image', 'signature', 'publicKey'];

function malformed(file: string, message: string): IssueError {
  return new IssueError(errorIssue('signature-key-malformed', PATH, { file, message }));
}

/** What someone gives by mistake, by the label of the PEM block (RFC 7468). */
function mistake(label: string | undefined): string | null {
  if (label === undefined) return 'it holds no PEM block';
  if (label.includes('PRIVATE')) return 'it holds a private key, which must never be here';
  if (label.includes('PGP')) return 'it is an OpenPGP key; write a policy with signedBy for it';
  return label === 'PUBLIC KEY' ? null : `it holds a ${label.toLowerCase()}`;
}

/**
 * A public key as `skopeo generate-sigstore-key` and `cosign generate-key-pair` write it. `data` is the file in base64,
 * as a policy holds it; `fingerprint` the SHA-256 of the key itself. Throws IssueError.
 */
export async function readPublicKey(file: string): Promise<{ data: string; fingerprint: string }> {
  const pem = await readAskedFile(file, 'signature-key-unreadable', PATH);
  const labels = [...pem.matchAll(/^-----BEGIN ([A-Z0-9 ]+)-----\r?$/gm)].map((match) => match[1]);
  const wrong = mistake(labels[0]);
  if (wrong !== null) throw malformed(file, wrong);
  // containers/image reads the first block only.
  if (labels.length > 1) throw malformed(file, 'it holds more than one key');
  try {
    const key = createPublicKey(pem);
    const der = key.export({ type: 'spki', format: 'der' });
    return {
      data: Buffer.from(pem).toString('base64'),
      fingerprint: createHash('sha256').update(der).digest('hex'),
    };
  } catch {
    throw malformed(file, 'its PEM block is damaged');
  }
}
