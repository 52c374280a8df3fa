// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { Runner } from '../runner/command.ts';

const TIMEOUT_MS = 60_000;

/** A key and its certificate, made for one session. */
export interface SelfSigned {
  readonly key: string;
  readonly cert: string;
  /** SHA-256, in the form that browsers show. */
  readonly fingerprint: string;
}

/** Makes a certificate with openssl(1); the key comes by a pipe and is on no disk. */
export async function selfSigned(runner: Runner, name: string): Promise<SelfSigned> {
  const argv = [
    'openssl',
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-noenc',
    '-keyout',
    '-',
    '-subj',
    `/CN=${name}`,
    '-addext',
    `subjectAltName=DNS:${name}`,
    '-days',
    '30',
  ] as const;
  const { stdout } = await runner.run({ argv, timeoutMs: TIMEOUT_MS });
  const block = (what: string): string => {
    const found = new RegExp(`-----BEGIN ${what}-----[^-]+-----END ${what}-----\n?`).exec(stdout)?.[0];
    if (found === undefined) throw new Error(`openssl printed no ${what.toLowerCase()}`);
    return found;
  };
  const cert = block('CERTIFICATE');
  return { key: block('PRIVATE KEY'), cert, fingerprint: fingerprintOf(cert) };
}

/** A PEM file is the certificate in base64 between two lines (RFC 7468); the fingerprint is of what it stands for. */
function fingerprintOf(pem: string): string {
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  const digits = createHash('sha256').update(der).digest('hex').toUpperCase();
  return digits.match(/../g)?.join(':') ?? '';
}
