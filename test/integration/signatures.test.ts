// SPDX-License-Identifier: Apache-2.0
import { createHash, createPublicKey } from 'node:crypto';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { prepareText } from '../../backend/install/prepare-text.ts';
import { inspectImage } from '../../backend/probe/image.ts';
import { askSkopeo } from '../../backend/probe/trust/ask-skopeo.ts';
import { probeTrust } from '../../backend/probe/trust/probe-trust.ts';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import type { ImageFacts } from '../../core/facts/facts.ts';
import type { TrustFacts } from '../../core/facts/trust-facts.ts';
import { imageReference, splitReference, type ImageReference } from '../../core/request/image-reference.ts';
import type { SignatureRequest } from '../../core/request/request.ts';
import { SigningLab } from '../tools/signing-lab.ts';

const runner = new RealRunner();
const begun = await SigningLab.start().then(
  (lab) => ({ lab, reason: '' }),
  (error: unknown) => ({ lab: null, reason: String(error).split('\n')[0] ?? '' }),
);
let lab: SigningLab;

beforeAll(() => {
  if (begun.lab !== null) lab = begun.lab;
});
beforeEach(({ skip }) => skip(begun.lab === null, `no registry or no skopeo with sigstore: ${begun.reason}`));
afterAll(() => begun.lab?.[Symbol.asyncDispose]());

async function inspected(source: ImageReference): Promise<ImageFacts> {
  const found = await inspectImage(runner, { ...lab.access, source });
  if (!found.ok) throw new Error(found.issue.code);
  return found.image;
}

async function trust(
  source: ImageReference,
  signature: SignatureRequest,
  track: ImageReference | null = source,
): Promise<TrustFacts> {
  const image = await inspected(source);
  return probeTrust(runner, { ...lab.access, signature, source, track, image });
}

const key = (name: string): SignatureRequest => ({ publicKey: lab.at(`${name}.pub`) });

async function policy(name: string, content: object | string): Promise<SignatureRequest> {
  await writeFile(lab.at(name), typeof content === 'string' ? content : JSON.stringify(content));
  return { policy: lab.at(name) };
}

const outcome = ({ verified, refusal }: TrustFacts): string =>
  refusal === null ? (verified ? 'verified' : 'accepted') : `${refusal.severity} ${refusal.code}`;

describe('an image of a registry and a public key', () => {
  test('signed with it: verified, and no layer was asked for', async () => {
    const source = await lab.push('image', 'a/right:1', { keys: ['right'] });
    const image = await inspected(source);
    const before = (await lab.registry.requests()).length;
    const found = await trust(source, key('right'));
    expect(outcome(found)).toBe('verified');
    const der = createPublicKey(await readFile(lab.at('right.pub'))).export({ type: 'spki', format: 'der' });
    expect(found.fingerprint).toBe(createHash('sha256').update(der).digest('hex'));
    const requests = (await lab.registry.requests()).slice(before);
    expect(requests).toContain(`/manifests/${image.digest.replace(':', '-')}.sig`);
    expect(requests).not.toContain(image.layers[0]?.digest);
  });

  test.each([
    ['another key', { keys: ['wrong'] }, 'error signature-wrong-key'],
    ['no key', {}, 'error signature-missing'],
    ['this and another key', { keys: ['wrong', 'right'] }, 'verified'],
    [
      'this key, for another repository',
      { keys: ['right'], identity: 'r.example/x:1' },
      'error signature-identity',
    ],
    ['this key, with another tag', { keys: ['right'], identity: 'HOST/a/case:0' }, 'verified'],
  ] as const)('signed with %s', async (_, push, expected) => {
    await lab.makeImage('case');
    const identity = 'identity' in push ? push.identity.replace('HOST', lab.host) : undefined;
    const source = await lab.push('case', 'a/case:1', {
      ...push,
      ...(identity === undefined ? {} : { identity }),
    });
    expect(outcome(await trust(source, key('right')))).toBe(expected);
  });

  test.each([
    ['the format of Docker', ['--format=v2s2'], true, 'application/vnd.docker.image.rootfs.diff.tar.gzip'],
    [
      'zstd layers',
      ['--format=oci', '--dest-compress-format=zstd'],
      true,
      'application/vnd.oci.image.layer.v1.tar+zstd',
    ],
    ['plain layers', ['--preserve-digests'], false, 'application/vnd.oci.image.layer.v1.tar'],
  ] as const)('signed, with %s', async (_, options, compress, mediaType) => {
    await lab.makeImage('case', compress);
    const source = await lab.push('case', 'a/case:2', { keys: ['right'], options });
    expect((await inspected(source)).layers[0]?.mediaType).toBe(mediaType);
    expect(outcome(await trust(source, key('right')))).toBe('verified');
  });

  test('a list of architectures: the image for this one must be signed', async () => {
    await lab.push('image', 'a/one:1', { keys: ['right'] });
    const image = await inspected(imageReference.parse(`registry:${lab.host}/a/one:1`));
    const source = await lab.pushIndex('a/one:list', 'image');
    expect(await inspected(source)).toMatchObject({
      digest: image.digest,
      indexDigests: [expect.any(String) as string],
    });
    expect(outcome(await trust(source, key('right')))).toBe('verified');
    expect(outcome(await trust(source, key('wrong')))).toBe('error signature-wrong-key');
  });

  test('were a layer asked for all the same, it would not be written', async () => {
    const source = await lab.push('image', 'a/right:1', { keys: ['right'] });
    const scratch = await mkdtemp(lab.at('scratch-'));
    await writeFile(lab.at('any.json'), '{"default":[{"type":"insecureAcceptAnything"}]}');
    const asked = {
      reference: `docker://${splitReference(source).name}`,
      layers: [],
      policyFile: lab.at('any.json'),
      registriesDirectory: lab.at('registries.d'),
      access: lab.access,
    };
    await expect(askSkopeo(runner, asked, scratch)).rejects.toThrow(/file too large/);
  });

  test('a signature for another image', async () => {
    await lab.push('image', 'a/swapped:1', { keys: ['right'] });
    const source = await lab.push('other', 'a/swapped:2');
    const tag = (digest: string): string => `a/swapped:${digest.replace(':', '-')}.sig`;
    const [from, to] = [await lab.digestOf('image'), await lab.digestOf('other')].map(tag);
    await lab.copy('--quiet', lab.docker(from ?? ''), lab.docker(to ?? ''));
    expect(outcome(await trust(source, key('right')))).toBe('error signature-other-image');
  });

  test('a registry that does not answer', async () => {
    const source = await lab.push('image', 'a/right:1', { keys: ['right'] });
    const image = await inspected(source);
    await lab.registry.down();
    try {
      const asked = { ...lab.access, signature: key('right'), source, track: source, image };
      expect(outcome(await probeTrust(runner, asked))).toBe('error registry-unreachable');
    } finally {
      await lab.registry.up();
    }
  });
});

describe('an image of a registry and a policy', () => {
  const signed = (more: object): object => ({
    default: [{ type: 'reject' }],
    transports: {
      docker: {
        [lab.host]: [{ type: 'sigstoreSigned', ...more, signedIdentity: { type: 'matchRepository' } }],
      },
    },
  });

  test('a key by its path: verified, and its text goes along', async () => {
    const source = await lab.push('image', 'a/right:1', { keys: ['right'] });
    const found = await trust(source, await policy('p.json', signed({ keyPath: lab.at('right.pub') })));
    expect(outcome(found)).toBe('verified');
    const data = (await readFile(lab.at('right.pub'))).toString('base64');
    expect(found.files?.policy).toContain(data);
    expect(found.files?.policy).not.toContain('keyPath');
  });

  test.each([
    ['another key', () => signed({ keyPath: lab.at('wrong.pub') }), 'error signature-wrong-key'],
    ['nothing allowed', () => ({ default: [{ type: 'reject' }] }), 'error policy-rejects'],
    ['anything allowed', () => ({ default: [{ type: 'insecureAcceptAnything' }] }), 'accepted'],
    ['no such key', () => signed({ keyPath: '/nowhere.pub' }), 'error policy-malformed'],
    ['what only containers/image knows to be wrong', () => signed({}), 'error policy-malformed'],
    [
      'a key twice',
      () => signed({ keyData: 'YQ==', keyPath: lab.at('right.pub') }),
      'error policy-malformed',
    ],
  ] as const)('%s', async (_, content, expected) => {
    const source = await lab.push('image', 'a/right:1', { keys: ['right'] });
    expect(outcome(await trust(source, await policy('p.json', content())))).toBe(expected);
  });

  test('an unsigned image', async () => {
    const source = await lab.push('image', 'a/unsigned:1');
    const asked = await policy('p.json', signed({ keyPath: lab.at('right.pub') }));
    expect(outcome(await trust(source, asked))).toBe('error signature-missing');
  });
});

describe('an OCI directory', () => {
  const track = imageReference.parse('registry:r.example/corona:stable');
  const local = (name: string): ImageReference => imageReference.parse(`oci:${lab.at(name)}`);

  /** A directory with its signature beside it, as README.md says how. */
  async function withSignature(name: string, keys: readonly string[], identity: string): Promise<void> {
    await lab.makeImage(name);
    await lab.push(name, `b/${name}:1`, { keys, identity });
    const tag = `${(await lab.digestOf(name)).replace(':', '-')}.sig`;
    await lab.copy('--quiet', lab.docker(`b/${name}:${tag}`), `oci:${lab.at(name)}:${tag}`);
  }

  test.each([
    ['right', 'r.example/corona:stable', track, 'verified'],
    ['right', 'r.example/corona:stable', null, 'verified'],
    ['right', 'r.example/elsewhere:stable', track, 'error signature-identity'],
    ['wrong', 'r.example/corona:stable', track, 'error signature-wrong-key'],
  ] as const)('signed with the %s key as %s, following %s', async (name, identity, followed, expected) => {
    await withSignature('beside', [name], identity);
    expect(outcome(await trust(local('beside'), key('right'), followed))).toBe(expected);
  });

  test('as an archive', async () => {
    await withSignature('beside', ['right'], 'r.example/corona:stable');
    await runner.run({
      argv: ['tar', '-C', lab.at('beside'), '-cf', lab.at('beside.tar'), '.'],
      timeoutMs: 60_000,
    });
    const source = imageReference.parse(`oci-archive:${lab.at('beside.tar')}`);
    expect(outcome(await trust(source, key('right'), track))).toBe('verified');
  });

  test('without a signature, whatever is followed', async () => {
    expect(outcome(await trust(local('image'), key('right'), track))).toBe('error signature-missing');
    expect(outcome(await trust(local('image'), key('right'), null))).toBe('error signature-missing');
  });

  test('a policy that knows no signatures of directories', async () => {
    const rules = (type: string): object => ({ default: [{ type }] });
    const anything = await policy('p.json', rules('insecureAcceptAnything'));
    expect(outcome(await trust(local('image'), anything, track))).toBe('accepted');
    const nothing = await policy('p.json', rules('reject'));
    expect(outcome(await trust(local('image'), nothing, track))).toBe('error signature-transport');
  });
});

describe('an answer file', () => {
  const answers = (source: string, signature: string): string =>
    [
      'version: 1',
      'disk: { serial: NO-SUCH-DISK }',
      'image:',
      `  source: ${source}`,
      `  authFile: ${lab.access.authFile}`,
      `  certDir: ${lab.access.certDir}`,
      `  signature: ${signature}`,
      '',
    ].join('\n');

  test.each([
    ['publicKey', 'right.private', 'signature-key-malformed', /private key/, undefined],
    ['publicKey', 'certs', 'signature-key-unreadable', /no such file/, undefined],
    ['publicKey', 'auth.json', 'signature-key-malformed', /no PEM/, undefined],
    ['publicKey', 'wrong.pub', 'signature-wrong-key', /ASN\.1/, undefined],
    ['policy', 'broken.json', 'policy-malformed', /^Expected/, 4],
  ] as const)('%s %s: %s, with its place', async (name, file, code, words, line) => {
    const source = await lab.push('image', 'a/right:1', { keys: ['right'] });
    await writeFile(lab.at('broken.json'), '{\n  "default": [\n    {"type": "reject"\n  ]\n}\n');
    const { issues, plan } = await prepareText(runner, answers(source, `{ ${name}: ${lab.at(file)} }`));
    expect(plan).toBeNull();
    const found = issues.find((issue) => issue.code === code);
    expect(found).toMatchObject({ severity: 'error', position: { line: 7 } });
    expect(found?.params['message']).toMatch(words);
    expect(found?.params['line']).toBe(line);
  });
});
