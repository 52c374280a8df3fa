// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Runner } from '../backend/runner/command.ts';
import { RealRunner } from '../backend/runner/real-runner.ts';
import { RecordingRunner } from '../backend/runner/recording-runner.ts';
import { hostMirrors, mirrorsFor } from './mirrors.ts';

const by = '[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]';
const hasApt = await new RealRunner().run({ argv: ['apt-get', '--version'], timeoutMs: 30_000 }).then(
  () => true,
  () => false,
);

const oneLine = `# a comment
deb http://other.example.org/x stable main
deb [arch=amd64] http://mirror.example.org/debian/ bookworm main contrib
deb-src http://mirror.example.org/debian/ bookworm main
deb http://mirror.example.org/debian-security bookworm-security main
`;
const deb822 = `Types: deb deb-src
URIs: http://mirror.example.org/debian/
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.example.org/debian-security/
Suites: bookworm-security
Components: main

Types: deb
URIs: http://other.example.org/x
Suites: stable
Components: main
`;

/** apt's own idea of a host with these sources, after `apt-get update`. */
class Host {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  async write(name: string, text: string): Promise<void> {
    await mkdir(join(this.directory, name, '..'), { recursive: true });
    await writeFile(join(this.directory, name), text);
  }

  /** What apt keeps of an archive it has read. */
  async read(place: string, origin: string, codename: string): Promise<void> {
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const release = `Origin: ${origin}\nSuite: ${codename}\nCodename: ${codename}\nArchitectures: amd64\nComponents: main\nSHA256:\n ${empty} 0 main/binary-amd64/Packages\n`;
    await this.write(`lists/${place}_Release`, release);
    await this.write(`lists/${place}_main_binary-amd64_Packages`, '');
  }

  /** Runs apt-get as it would run there. */
  get runner(): Runner {
    const real = new RealRunner();
    const config = join(this.directory, 'apt.conf');
    return { run: (spec, signal) => real.run({ ...spec, env: { ...spec.env, APT_CONFIG: config } }, signal) };
  }
}

describe('a host with apt', () => {
  let host: Host;
  beforeEach(async ({ skip }) => {
    skip(!hasApt, 'apt-get is not installed');
    host = new Host(await mkdtemp(join(tmpdir(), 'apt-')));
    const at = host.directory;
    await host.write(
      'apt.conf',
      `Dir::Etc "${at}/etc"; Dir::State "${at}"; Dir::State::lists "${at}/lists"; Dir::State::status "${at}/status"; Dir::Cache "${at}/cache"; APT::Architecture "amd64";\n`,
    );
    await host.write('status', '');
    await host.write('lists/partial/x', '');
    await host.write('cache/archives/partial/x', '');
    await host.write('etc/sources.list.d/empty.list', '');
    await host.read('mirror.example.org_debian_dists_bookworm', 'Debian', 'bookworm');
    await host.read(
      'mirror.example.org_debian-security_dists_bookworm-security',
      'Debian',
      'bookworm-security',
    );
    await host.read('other.example.org_x_dists_stable', 'Somebody', 'stable');
  });
  afterEach(() => rm(host.directory, { recursive: true, force: true }));

  test.each([
    ['one line each', 'etc/sources.list', oneLine],
    ['deb822', 'etc/sources.list.d/debian.sources', deb822],
  ])('its mirror and security archive are used, its suites are not: %s', async (_form, file, text) => {
    await host.write(file, text);
    expect(await mirrorsFor(host.runner, 'trixie', undefined, false)).toEqual([
      `deb ${by} http://mirror.example.org/debian trixie main`,
      `deb ${by} http://mirror.example.org/debian-security trixie-security main`,
    ]);
    expect(await mirrorsFor(host.runner, 'sid', undefined, true)).toEqual([
      `deb ${by} http://mirror.example.org/debian sid main non-free-firmware`,
    ]);
  });

  test('a mirror that is named is the only one', async () => {
    await host.write('etc/sources.list', oneLine);
    const mirrors = await mirrorsFor(host.runner, 'trixie', 'http://named.example.org/debian', true);
    expect(mirrors).toEqual([`deb ${by} http://named.example.org/debian trixie main non-free-firmware`]);
  });

  test('without a Debian source, or with broken ones, it is Debian itself', async () => {
    const debian = [`deb ${by} http://deb.debian.org/debian trixie main`];
    await host.write('etc/sources.list', 'deb http://other.example.org/x stable main\n');
    expect(await mirrorsFor(host.runner, 'trixie', undefined, false)).toEqual(debian);
    await host.write('etc/sources.list', 'deb what is this\n');
    expect(await mirrorsFor(host.runner, 'trixie', undefined, false)).toEqual(debian);
  });
});

test('a mirror that is named needs no apt', async () => {
  const runner = new RecordingRunner();
  await mirrorsFor(runner, 'trixie', 'http://named.example.org/debian', false);
  expect(runner.lines()).toEqual([]);
});

test.each([
  ['', null, null],
  ['http://a/debian/ bookworm Debian', 'http://a/debian', null],
  ['http://a/debian-security bookworm-security Debian', null, 'http://a/debian-security'],
  ['http://b/x stable Debian Backports\nhttp://a/debian/ sid Debian', 'http://a/debian', null],
  ['http://b/x stable Ubuntu\n\n', null, null],
])('%j', (targets, main, security) => {
  expect(hostMirrors(targets)).toEqual({ main, security });
});
