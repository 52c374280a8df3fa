// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { access, chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { outputDirectory } from './medium.ts';
import { moveOnce } from '../tools/move-once.ts';
import { freePort } from './free-port.ts';
import { HOST_ADDRESS } from './network-arguments.ts';

const runner = new RealRunner();
const SHORT_MS = 120_000;
const COPY_MS = 1_800_000;
const START_TRIES = 100;

/** Who may pull and push. */
export const registryUser = { name: 'machine', password: 'may-pull' } as const;
/** The password as bcrypt, which is all that the registry reads. */
const HTPASSWD = `${registryUser.name}:$2b$04$hPKaqvYRKq5OZsYUuCZHKetrFz4ppOzMtHP2ms/M7ABKcddZYtNTK\n`;

/**
 * Debian's docker-registry, unpacked and not installed: as an installed service it would listen on this machine from
 * then on.
 */
async function registryProgram(): Promise<string> {
  const directory = join(outputDirectory, 'docker-registry');
  const program = join(directory, 'usr/bin/docker-registry');
  const isThere = await access(program).then(
    () => true,
    () => false,
  );
  if (isThere) return program;
  await mkdir(outputDirectory, { recursive: true });
  const fresh = await mkdtemp(join(outputDirectory, 'docker-registry-'));
  // apt's own user downloads into it.
  await chmod(fresh, 0o755);
  await runner.run({ argv: ['apt-get', 'download', 'docker-registry'], cwd: fresh, timeoutMs: SHORT_MS });
  const [deb = ''] = (await readdir(fresh)).filter((name) => name.endsWith('.deb'));
  await runner.run({ argv: ['dpkg-deb', '--extract', join(fresh, deb), fresh], timeoutMs: SHORT_MS });
  await moveOnce(fresh, directory);
  return program;
}

/** A registry on this machine with a certificate of its own authority and a password; gone with its scope. */
export class Registry implements AsyncDisposable {
  /** On 127.0.0.1; the guest sees it where its network options say. */
  readonly port: number;
  /** As in containers-certs.d(5). */
  readonly certDir: string;
  readonly #directory: string;
  readonly #program: string;
  #process: ChildProcess | null = null;

  private constructor(directory: string, program: string, port: number) {
    this.#directory = directory;
    this.#program = program;
    this.port = port;
    this.certDir = join(directory, 'certs');
  }

  static async start(): Promise<Registry> {
    const program = await registryProgram();
    const directory = await mkdtemp(join(outputDirectory, 'registry-'));
    const registry = new Registry(directory, program, await freePort());
    await registry.#configure();
    await registry.up();
    return registry;
  }

  async #configure(): Promise<void> {
    const at = (name: string): string => join(this.#directory, name);
    await mkdir(this.certDir);
    // A certificate that vouches for itself is an authority of one.
    const names = `subjectAltName=IP:${HOST_ADDRESS},IP:127.0.0.1`;
    const key = ['-newkey', 'rsa:2048', '-noenc', '-keyout', at('key.pem')] as const;
    const certificate = ['-x509', '-days', '30', '-subj', '/CN=test registry', '-addext', names] as const;
    const argv = ['openssl', 'req', ...certificate, ...key, '-out', join(this.certDir, 'ca.crt')] as const;
    await runner.run({ argv, timeoutMs: SHORT_MS });
    await writeFile(at('htpasswd'), HTPASSWD);
    const configuration = {
      version: 0.1,
      log: { level: 'warn' },
      storage: { filesystem: { rootdirectory: at('storage') } },
      http: {
        addr: `127.0.0.1:${String(this.port)}`,
        tls: { certificate: join(this.certDir, 'ca.crt'), key: at('key.pem') },
      },
      auth: { htpasswd: { realm: 'test', path: at('htpasswd') } },
    };
    // JSON is YAML.
    await writeFile(at('config.yml'), JSON.stringify(configuration));
  }

  async up(): Promise<void> {
    const log = createWriteStream(join(this.#directory, 'registry.log'), { flags: 'a' });
    // It ends with a test that is killed, too.
    const argv = ['--pdeathsig', 'TERM', this.#program, 'serve', join(this.#directory, 'config.yml')];
    const child = spawn('setpriv', argv, {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.pipe(log);
    child.stderr.pipe(log);
    this.#process = child;
    for (let tries = 0; !(await this.#answers()); tries++) {
      if (tries === START_TRIES) throw new Error('the registry did not start');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async down(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null) return;
    child.kill();
    await once(child, 'exit');
  }

  /** Copies an image of an OCI directory into it, e.g. as "particleos/corona:stable". */
  async push(directory: string, name: string): Promise<void> {
    const credentials = `${registryUser.name}:${registryUser.password}`;
    const to = ['--dest-cert-dir', this.certDir, '--dest-creds', credentials] as const;
    const destination = `docker://127.0.0.1:${String(this.port)}/${name}`;
    const argv = ['skopeo', 'copy', '--quiet', ...to, `oci:${directory}`, destination] as const;
    await runner.run({ argv, timeoutMs: COPY_MS });
  }

  /** What it was asked for so far, as an access log. */
  requests(): Promise<string> {
    return readFile(join(this.#directory, 'registry.log'), 'utf8');
  }

  async #answers(): Promise<boolean> {
    const socket = connect(this.port, '127.0.0.1');
    const opened = once(socket, 'connect').then(
      () => true,
      () => false,
    );
    return opened.finally(() => socket.destroy());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.down();
    await rm(this.#directory, { recursive: true });
  }
}
