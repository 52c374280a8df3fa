// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { machineArchitecture } from '../../backend/probe/machine.ts';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { imageReference, type ImageReference } from '../../core/request/image-reference.ts';
import { Registry, registryUser } from '../vm/registry.ts';
import { useSigningSkopeo } from './signing-skopeo.ts';

const runner = new RealRunner();
const SHORT_MS = 120_000;
/** Larger than the largest file that asking for a signature may write. */
const LAYER_BYTES = 12 * 1024 * 1024;

/** How an image is pushed. */
export interface Push {
  /** Names of keys to sign with, in order. */
  readonly keys?: readonly string[];
  /** HOST/NAME:TAG to sign as, when it is not where the image goes. */
  readonly identity?: string;
  /** More options of skopeo copy. */
  readonly options?: readonly string[];
}

/** A real registry, real keys and images that are signed by real skopeo; gone with its scope. */
export class SigningLab implements AsyncDisposable {
  readonly directory: string;
  readonly registry: Registry;
  readonly host: string;
  readonly access: { readonly authFile: string; readonly certDir: string };

  private constructor(directory: string, registry: Registry) {
    this.directory = directory;
    this.registry = registry;
    this.host = `127.0.0.1:${String(registry.port)}`;
    this.access = { authFile: this.at('auth.json'), certDir: registry.certDir };
  }

  /** Rejects with the reason when skopeo or docker-registry cannot be had here. */
  static async start(): Promise<SigningLab> {
    await useSigningSkopeo();
    const registry = await Registry.start();
    const lab = new SigningLab(await mkdtemp(join(tmpdir(), 'signing-')), registry);
    try {
      await lab.#prepare();
      return lab;
    } catch (error) {
      await lab[Symbol.asyncDispose]();
      throw error;
    }
  }

  async #prepare(): Promise<void> {
    const auth = Buffer.from(`${registryUser.name}:${registryUser.password}`).toString('base64');
    await writeFile(this.access.authFile, JSON.stringify({ auths: { [this.host]: { auth } } }));
    await writeFile(this.at('passphrase'), 'canary\n');
    await mkdir(this.at('registries.d'));
    await writeFile(this.at('registries.d/a.yaml'), 'default-docker: { use-sigstore-attachments: true }\n');
    for (const key of ['right', 'wrong']) {
      const prefix = ['--output-prefix', this.at(key), '--passphrase-file', this.at('passphrase')] as const;
      await this.skopeo('generate-sigstore-key', ...prefix);
    }
    await this.makeImage('image');
    await this.makeImage('other');
  }

  at(name: string): string {
    return join(this.directory, name);
  }

  async skopeo(...words: string[]): Promise<void> {
    const argv = ['skopeo', '--insecure-policy', `--registries.d=${this.at('registries.d')}`] as const;
    await runner.run({ argv: [...argv, ...words], timeoutMs: SHORT_MS });
  }

  /** An OCI directory with one image of one layer, whose content is noise. */
  async makeImage(name: string, compress = true): Promise<void> {
    const blob = async (bytes: Buffer): Promise<{ digest: string; size: number }> => {
      const hex = createHash('sha256').update(bytes).digest('hex');
      await mkdir(join(this.at(name), 'blobs/sha256'), { recursive: true });
      await writeFile(join(this.at(name), 'blobs/sha256', hex), bytes);
      return { digest: `sha256:${hex}`, size: bytes.length };
    };
    const content = randomBytes(LAYER_BYTES);
    const diffId = `sha256:${createHash('sha256').update(content).digest('hex')}`;
    const config = {
      architecture: machineArchitecture(),
      os: 'linux',
      config: { Labels: { 'ostree.bootable': '1' } },
      rootfs: { type: 'layers', diff_ids: [diffId] },
    };
    const oci = 'application/vnd.oci.image';
    const manifest = {
      schemaVersion: 2,
      mediaType: `${oci}.manifest.v1+json`,
      config: { mediaType: `${oci}.config.v1+json`, ...(await blob(Buffer.from(JSON.stringify(config)))) },
      layers: [
        compress
          ? { mediaType: `${oci}.layer.v1.tar+gzip`, ...(await blob(gzipSync(content, { level: 1 }))) }
          : { mediaType: `${oci}.layer.v1.tar`, ...(await blob(content)) },
      ],
    };
    const descriptor = {
      mediaType: manifest.mediaType,
      ...(await blob(Buffer.from(JSON.stringify(manifest)))),
    };
    const index = { schemaVersion: 2, manifests: [descriptor] };
    await writeFile(join(this.at(name), 'index.json'), JSON.stringify(index));
    await writeFile(join(this.at(name), 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  }

  /** Digest of the manifest of an OCI directory with one image. */
  async digestOf(name: string): Promise<string> {
    const index = JSON.parse(await readFile(join(this.at(name), 'index.json'), 'utf8')) as {
      manifests: { digest: string }[];
    };
    return index.manifests[0]?.digest ?? '';
  }

  /** Pushes an image of an OCI directory under its name, once for each key. */
  async push(
    image: string,
    name: string,
    { keys = [], identity, options = [] }: Push = {},
  ): Promise<ImageReference> {
    for (const key of keys.length === 0 ? [null] : keys) {
      const signing =
        key === null
          ? []
          : [
              `--sign-by-sigstore-private-key=${this.at(`${key}.private`)}`,
              `--sign-passphrase-file=${this.at('passphrase')}`,
              ...(identity === undefined ? [] : [`--sign-identity=${identity}`]),
            ];
      await this.copy('--quiet', ...options, ...signing, `oci:${this.at(image)}`, this.docker(name));
    }
    return imageReference.parse(`registry:${this.host}/${name}`);
  }

  /** Pushes a list of architectures with the one image of an OCI directory. */
  async pushIndex(name: string, image: string): Promise<ImageReference> {
    await this.makeImage('list');
    await rm(join(this.at('list'), 'blobs'), { recursive: true });
    await cp(join(this.at(image), 'blobs'), join(this.at('list'), 'blobs'), { recursive: true });
    const { manifests } = JSON.parse(await readFile(join(this.at(image), 'index.json'), 'utf8')) as {
      manifests: object[];
    };
    const platform = { os: 'linux', architecture: machineArchitecture() };
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    const list = { schemaVersion: 2, mediaType, manifests: manifests.map((one) => ({ ...one, platform })) };
    const text = JSON.stringify(list);
    const hex = createHash('sha256').update(text).digest('hex');
    await writeFile(join(this.at('list'), 'blobs/sha256', hex), text);
    const index = {
      schemaVersion: 2,
      manifests: [{ mediaType, digest: `sha256:${hex}`, size: text.length }],
    };
    await writeFile(join(this.at('list'), 'index.json'), JSON.stringify(index));
    return this.push('list', name, { options: ['--all'] });
  }

  /** In skopeo's words. */
  docker(name: string): string {
    return `docker://${this.host}/${name}`;
  }

  /** skopeo copy with the registry's password and certificate. */
  async copy(...words: string[]): Promise<void> {
    const { authFile, certDir } = this.access;
    const dest = [`--dest-cert-dir=${certDir}`, `--src-cert-dir=${certDir}`] as const;
    await this.skopeo('copy', `--authfile=${authFile}`, ...dest, ...words);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.registry[Symbol.asyncDispose]();
    await rm(this.directory, { recursive: true });
  }
}
