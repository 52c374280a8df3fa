// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { imageReference } from '../../core/request/image-reference.ts';
import { CommandError } from '../runner/command.ts';
import { RealRunner } from '../runner/real-runner.ts';
import { RecordingRunner } from '../runner/recording-runner.ts';
import { inspectImage, type Inspected } from './image.ts';
import { machineArchitecture } from './machine.ts';

const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const config = JSON.stringify({
  architecture: machineArchitecture(),
  os: 'linux',
  config: { Labels: { 'containers.bootc': '1' } },
});
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const manifest = JSON.stringify({
  schemaVersion: 2,
  mediaType: MANIFEST,
  config: {
    mediaType: 'application/vnd.oci.image.config.v1+json',
    digest: digestOf(config),
    size: config.length,
  },
  layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: digestOf('x'), size: 1234 }],
});
const INDEX = 'application/vnd.oci.image.index.v1+json';
const list = JSON.stringify({
  schemaVersion: 2,
  mediaType: INDEX,
  manifests: [
    {
      mediaType: MANIFEST,
      digest: digestOf(manifest),
      size: manifest.length,
      platform: { architecture: machineArchitecture(), os: 'linux' },
    },
  ],
});

async function issueOf(inspecting: Promise<Inspected>): Promise<string> {
  const inspected = await inspecting;
  return inspected.ok ? 'ok' : inspected.issue.code;
}

describe("skopeo's last words", () => {
  const words: readonly (readonly [string, string])[] = [
    ['reading manifest latest in r.example.org/a: unauthorized: authentication required', 'registry-auth'],
    ['reading manifest x: denied: requested access to the resource is denied', 'registry-auth'],
    [
      'pinging container registry r: Get \\"https://r/v2/\\": dial tcp: lookup r: no such host',
      'registry-unreachable',
    ],
    [
      'pinging container registry r: dial tcp 10.0.0.1:443: connect: connection refused',
      'registry-unreachable',
    ],
    ['pinging container registry r: dial tcp 10.0.0.1:443: i/o timeout', 'registry-unreachable'],
    ['pinging container registry r: x509: certificate signed by unknown authority', 'registry-unreachable'],
    ['reading manifest x in r/a: manifest unknown: manifest unknown', 'image-not-found'],
    ['reference \\"[overlay@/var]localhost/a:latest\\" does not resolve to an image ID', 'image-not-found'],
  ];
  test.each(words)('%s: %s', async (text, code) => {
    const stderr = `time="2026-11-21T05:00:00Z" level=fatal msg="Error parsing image name: ${text}"\n`;
    const runner = new RecordingRunner(() => ({ exitCode: 1, stderr }));
    const source = imageReference.parse('registry:r.example.org/a:latest');
    expect(await issueOf(inspectImage(runner, { source }))).toBe(code);
  });

  test('the cause is told, not the reference again', async () => {
    const text =
      'Error parsing image name \\"docker://r/a:b\\": pinging container registry r: Get \\"https://r/v2/\\": tls: x509: unknown authority';
    const stderr = `time="2026-11-21T05:00:00Z" level=fatal msg="${text}"\n`;
    const runner = new RecordingRunner(() => ({ exitCode: 1, stderr }));
    const inspected = await inspectImage(runner, { source: imageReference.parse('registry:r/a:b') });
    expect(inspected).toMatchObject({ issue: { params: { message: 'tls: x509: unknown authority' } } });
  });

  test('a cancel is no issue', async () => {
    const source = imageReference.parse('registry:r.example.org/a:latest');
    const inspecting = inspectImage(new RecordingRunner(), { source }, AbortSignal.abort());
    await expect(inspecting).rejects.toThrow(CommandError);
  });

  test('proxy, password file and certificates are passed on; a digest pins the second question', async () => {
    const runner = new RecordingRunner((line) => ({ stdout: line.includes('--config') ? config : manifest }));
    const source = imageReference.parse('registry:r.example.org:5000/a:latest');
    const options = { source, authFile: '/run/auth.json', certDir: '/etc/ca', proxy: 'http://proxy:3128' };
    expect(await issueOf(inspectImage(runner, options))).toBe('ok');
    expect(runner.commands[0]?.env).toMatchObject({ HTTPS_PROXY: 'http://proxy:3128' });
    expect(runner.lines()[1]).toBe(
      `skopeo inspect --raw --config --authfile /run/auth.json --cert-dir /etc/ca docker://r.example.org:5000/a@${digestOf(manifest)}`,
    );
  });

  test('a registry that hands out another config is caught', async () => {
    const runner = new RecordingRunner((line) => ({ stdout: line.includes('--config') ? '{}' : manifest }));
    const source = imageReference.parse('registry:r.example.org/a:latest');
    expect(await issueOf(inspectImage(runner, { source }))).toBe('image-damaged');
  });
});

const hasSkopeo = await new RealRunner().run({ argv: ['skopeo', '--version'], timeoutMs: 10_000 }).then(
  () => true,
  () => false,
);

describe('real skopeo and a registry over TLS', () => {
  beforeEach(({ skip }) => skip(!hasSkopeo, 'skopeo is not installed'));

  let server: Server | undefined;
  let directory: string;
  let host: string;

  beforeAll(async () => {
    if (!hasSkopeo) return;
    directory = await mkdtemp(join(tmpdir(), 'registry-'));
    await mkdir(join(directory, 'certs'));
    const key = join(directory, 'key.pem');
    const cert = join(directory, 'certs/ca.crt');
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const argv = [
      'openssl',
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      key,
      '-out',
      cert,
      ...subject,
    ] as const;
    await new RealRunner().run({ argv, timeoutMs: 60_000 });
    server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
      const url = request.url ?? '';
      const answer = (status: number, text: string, type = 'application/json', extra = {}): void => {
        response.writeHead(status, {
          'content-type': type,
          'content-length': Buffer.byteLength(text),
          ...extra,
        });
        response.end(request.method === 'HEAD' ? '' : text);
      };
      if (url === '/v2/') return answer(200, '{}');
      if (url.startsWith('/v2/private/')) {
        const extra = { 'www-authenticate': 'Basic realm="r"' };
        return answer(
          401,
          '{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}',
          undefined,
          extra,
        );
      }
      if (url.endsWith('/manifests/many') || url.endsWith(`/manifests/${digestOf(list)}`)) {
        return answer(200, list, INDEX);
      }
      if (url.endsWith('/manifests/stable') || url.endsWith(`/manifests/${digestOf(manifest)}`)) {
        return answer(200, manifest, MANIFEST);
      }
      if (url.endsWith(`/blobs/${digestOf(config)}`)) return answer(200, config, 'application/octet-stream');
      return answer(404, '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}');
    });
    const listening = server;
    await new Promise<void>((done) => listening.listen(0, 'localhost', done));
    host = `localhost:${(listening.address() as AddressInfo).port}`;
    await writeFile(join(directory, 'auth.json'), '{"auths":{}}');
  });
  afterAll(async () => {
    if (server === undefined) return;
    server.close();
    await rm(directory, { recursive: true });
  });

  const inspect = (name: string, certDir = join(directory, 'certs')): Promise<Inspected> =>
    inspectImage(new RealRunner(), {
      source: imageReference.parse(`registry:${host}/${name}`),
      certDir,
      authFile: join(directory, 'auth.json'),
    });

  const single = digestOf(manifest);
  const whole = digestOf(list);
  test.each([
    ['corona:stable', undefined],
    [`corona@${single}`, undefined],
    ['corona:many', [whole]],
    [`corona@${whole}`, [whole]],
  ])('%s', async (name, indexDigests) => {
    const inspected = await inspect(name);
    expect(inspected).toHaveProperty('ok', true);
    expect(inspected.ok ? inspected.image.indexDigests : null).toEqual(indexDigests);
    expect(inspected).toMatchObject({
      ok: true,
      image: { digest: digestOf(manifest), bootable: true, compressedBytes: 1234 },
    });
  });

  test('absent, private and not trusted', async () => {
    expect(await issueOf(inspect('corona:gone'))).toBe('image-not-found');
    expect(await issueOf(inspect('private/corona:stable'))).toBe('registry-auth');
    expect(await issueOf(inspect('corona:stable', directory))).toBe('registry-unreachable');
  });

  test('nobody listens', async () => {
    const source = imageReference.parse('registry:localhost:1/corona:stable');
    expect(await issueOf(inspectImage(new RealRunner(), { source }))).toBe('registry-unreachable');
  });
});
