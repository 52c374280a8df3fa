// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { givenDisk } from '../../../core/plan/storage/given-disk.ts';
import { bootDisk } from '../../../core/plan/storage/layout.ts';
import { wholeDiskLayout } from '../../../core/plan/storage/whole-disk-layout.ts';
import { originFile } from '../../../core/plan/ostree/origin.ts';
import type { ProofParams } from '../../../core/plan/ostree/proof-step.ts';
import { imageReference } from '../../../core/request/image-reference.ts';
import { RecordingRunner, type Answer } from '../../runner/recording-runner.ts';
import { bootProof } from './boot-proof.ts';
import { parseBlsEntry } from './prove-entries.ts';
import { givenContext } from '../../execute/given-context.ts';

const uuids = { root: 'root-uuid', boot: 'boot-uuid', esp: 'ESP-UUID' };
const digest = `sha256:${'d'.repeat(64)}`;
const track = imageReference.parse('registry:registry.example.org/a:stable');
const source = imageReference.parse('oci:/run/image');
const id = `${'c'.repeat(64)}.0`;
const STATEROOT = 'ostree/deploy/particleos';
const DEPLOYMENT = `${STATEROOT}/deploy/${id}`;
const BOOT_LINK = `ostree/boot.1/particleos/${'b'.repeat(64)}/0`;
const kernel = `/ostree/particleos-${'b'.repeat(64)}/vmlinuz-6.12`;
const initrd = `/ostree/particleos-${'b'.repeat(64)}/initramfs-6.12.img`;
const options = `root=UUID=root-uuid rw quiet ostree=/${BOOT_LINK}`;
const SHIM = 'usr/lib/shim/shimx64.efi.signed';
const GRUB = 'usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed';

let parent: string;
let target: string;
const trust = {
  'containers/policy.json': '{"default":[{"type":"reject"}]}\n',
  'containers/registries.d/particleos.yaml': 'docker: {"r.example/a": {use-sigstore-attachments: true}}\n',
};
let params: ProofParams;
let answers: Record<string, Answer>;

const entry = (extra = options): string =>
  `title ParticleOS\nversion 1\nlinux ${kernel}\ninitrd ${initrd}\noptions ${extra}\n`;
const menu = (words = options): string =>
  `menuentry 'ParticleOS' {\n linux ${kernel} ${words}\n initrd ${initrd}\n}\n`;

async function put(files: Readonly<Record<string, string | null>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(target, name)), { recursive: true });
    await rm(join(target, name), { recursive: true, force: true });
    if (content !== null) await writeFile(join(target, name), content);
  }
}

async function link(name: string, to: string): Promise<void> {
  await mkdir(dirname(join(target, name)), { recursive: true });
  await rm(join(target, name), { force: true });
  await symlink(to, join(target, name));
}

const table = (change: (partitions: { type: string; size: number }[]) => void = () => undefined): string => {
  const partitions = bootDisk(params.layout).partitions.map((p) => ({
    node: p.path,
    start: p.startBytes / 512,
    size: p.sizeBytes / 512,
    type: (p.typeGuid ?? '').toUpperCase(),
  }));
  change(partitions);
  return JSON.stringify({ partitiontable: { label: 'gpt', partitions } });
};

/** A finished target, as an install leaves it. */
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'proof-'));
  target = join(parent, 'target');
  const disk = join(parent, 'disk');
  await writeFile(disk, Buffer.alloc(512, 0xeb));
  const layout = wholeDiskLayout(
    givenDisk({ name: 'vda', path: disk, sizeBytes: 8 * 1024 ** 3 }),
    'grub',
    'ext4',
  );
  await truncate(disk, bootDisk(layout).partitions[0]?.startBytes);
  await writeFile(disk, Buffer.alloc(512, 0x52), { flag: 'a' });
  params = {
    target,
    deployment: join(target, DEPLOYMENT),
    usr: join(target, DEPLOYMENT, 'usr'),
    varDirectory: join(target, STATEROOT, 'var'),
    foreignTable: false,
    fstab: [
      { id: 'boot', uuid: uuids.boot },
      { id: 'esp', uuid: uuids.esp },
    ],
    fstabLines: ['UUID=home-uuid /var/home ext4 defaults 0 2'],
    layout,
    loaders: ['grub-bios', 'grub-uefi', 'shim'],
    severalEntries: false,
    uuids,
    kernelArguments: ['root=UUID=root-uuid', 'rw', 'quiet'],
    encryption: null,
    digest,
    track,
    source,
    hostname: 'workshop',
    locale: 'de_DE.UTF-8',
    timezone: 'Europe/Berlin',
    files: trust,
    users: [
      { name: 'ada', uid: 1000, groups: ['sudo', 'audio'], password: true, sshKeys: 2 },
      { name: 'kiosk', uid: 1001, groups: [], password: false, sshKeys: 0 },
    ],
  };
  const etc = `${DEPLOYMENT}/etc`;
  await put({
    'boot/loader/entries/ostree-1.conf': entry(),
    'boot/grub/grub.cfg': menu(),
    [`boot${kernel}`]: 'kernel',
    [`boot${initrd}`]: 'initramfs',
    'boot/grub/i386-pc/normal.mod': 'module',
    [`${DEPLOYMENT}/${SHIM}`]: 'shim',
    [`${DEPLOYMENT}/${GRUB}`]: 'grub',
    'boot/efi/EFI/BOOT/BOOTX64.EFI': 'shim',
    'boot/efi/EFI/BOOT/grubx64.efi': 'grub',
    'boot/efi/EFI/debian/shimx64.efi': 'shim',
    'boot/efi/EFI/debian/grubx64.efi': 'grub',
    'boot/efi/EFI/debian/grub.cfg': 'search.fs_uuid boot-uuid root\n',
    [`${DEPLOYMENT}.origin`]: originFile({ image: track, source, digest }),
    [`${etc}/hostname`]: 'workshop\n',
    [`${etc}/locale.conf`]: 'LANG=de_DE.UTF-8\n',
    [`${etc}/fstab`]: [
      'UUID=boot-uuid /boot ext4 defaults 0 2',
      'UUID=ESP-UUID /boot/efi vfat umask=0077 0 2',
      'UUID=home-uuid /var/home ext4 defaults 0 2',
      '',
    ].join('\n'),
    [`${etc}/machine-id`]: '',
    [`${etc}/ssh/sshd_config`]: '',
    [`${etc}/passwd`]:
      'root:x:0:0::/root:/bin/bash\nada:x:1000:1000::/home/ada:/bin/bash\nkiosk:x:1001:1001::/home/kiosk:/bin/bash\n',
    [`${etc}/shadow`]: 'ada:$y$j9T$a$b:1::::::\nkiosk:!:1::::::\n',
    [`${etc}/group`]: 'sudo:x:27:ada\naudio:x:29:pulse,ada\nada:x:1000:\n',
    ...Object.fromEntries(Object.entries(trust).map(([name, text]) => [`${etc}/${name}`, text])),
    [`${STATEROOT}/var/home/ada/.ssh/authorized_keys`]: 'ssh-ed25519 A a\nssh-rsa B b\n',
    [`${DEPLOYMENT}/usr/share/zoneinfo/Europe/Berlin`]: 'TZif',
  });
  await link(BOOT_LINK, `../../../deploy/particleos/deploy/${id}`);
  await link(`${etc}/localtime`, '../usr/share/zoneinfo/Europe/Berlin');
  answers = {
    sfdisk: { stdout: table() },
    ...Object.fromEntries(
      (['root', 'boot', 'esp'] as const).map((role) => [
        bootDisk(layout).partitions.find((p) => p.role === role)?.path ?? '',
        { stdout: `${uuids[role]}\n` },
      ]),
    ),
  };
});
afterEach(() => rm(parent, { recursive: true }));

/** What the proof finds; null is a pass. */
async function findings(): Promise<string | null> {
  const runner = new RecordingRunner(
    (_line, spec) => answers[spec.argv[0]] ?? answers[spec.argv.at(-1) ?? ''],
  );
  try {
    await bootProof(params, givenContext({ runner }));
    return null;
  } catch (error) {
    if (!(error instanceof IssueError) || error.issue.code !== 'proof-failed') throw error;
    return String(error.issue.params['what']);
  }
}

test('a finished target passes', async () => {
  expect(await findings()).toBeNull();
});

test("what else the image's files say of registries is no hindrance", async () => {
  const directory = `${DEPLOYMENT}/etc/containers/registries.d`;
  await put({
    [`${directory}/default.yaml`]:
      'default-docker: {lookaside: https://r.example}\ndocker: {r.example: {}}\n',
    [`${directory}/broken.yaml`]: 'docker: [',
    [`${directory}/README`]: 'docker: {"r.example/a": {}}\n',
  });
  expect(await findings()).toBeNull();
});

test('several findings are told at once', async () => {
  await put({ [`${DEPLOYMENT}/etc/hostname`]: null, [`${DEPLOYMENT}.origin`]: null });
  expect(await findings()).toBe('the deployment has no origin; the host name is not set');
});

const nodeOf = (role: string): string =>
  bootDisk(params.layout).partitions.find((p) => p.role === role)?.path ?? '';

describe('one thing broken, one finding', () => {
  type Break = () => Promise<void> | void;
  const file =
    (name: string, content: string | null): Break =>
    () =>
      put({ [name]: content });
  const inEtc = (name: string, content: string | null): Break => file(`${DEPLOYMENT}/etc/${name}`, content);
  const cases: readonly (readonly [string, Break])[] = [
    [
      'the partition table is dos',
      () => void (answers['sfdisk'] = { stdout: table().replace('"gpt"', '"dos"') }),
    ],
    ['disk4 is missing', () => void (answers['sfdisk'] = { stdout: table((all) => all.pop()) })],
    [
      'disk2 has another place or size',
      () => void (answers['sfdisk'] = { stdout: table((all) => void ((all[1] ?? { size: 0 }).size -= 1)) }),
    ],
    [
      'disk3 has type 83',
      () =>
        void (answers['sfdisk'] = { stdout: table((all) => void ((all[2] ?? { type: '' }).type = '83')) }),
    ],
    [
      'the file system of root has UUID "other"',
      () => void (answers[nodeOf('root')] = { stdout: 'other\n' }),
    ],
    ['the file system of esp has UUID ""', () => void (answers[nodeOf('esp')] = { exitCode: 2 })],
    ['the GRUB menu is missing or empty', file('boot/grub/grub.cfg', '# nothing\n')],
    ['the GRUB menu is missing or empty', file('boot/grub/grub.cfg', null)],
    ['there are 0 boot entries instead of one', file('boot/loader/entries', null)],
    ['there are 2 boot entries instead of one', file('boot/loader/entries/ostree-2.conf', entry())],
    [`ostree-1.conf: ${kernel} is missing or empty`, file(`boot${kernel}`, null)],
    [`ostree-1.conf: ${initrd} is missing or empty`, file(`boot${initrd}`, '')],
    [
      'ostree-1.conf names no initrd',
      file('boot/loader/entries/ostree-1.conf', entry().replace(/initrd.*\n/, '')),
    ],
    [`the GRUB menu does not start ${initrd}`, file('boot/grub/grub.cfg', menu().replace(initrd, 'other'))],
    [
      'ostree-1.conf lacks the kernel argument quiet',
      file('boot/loader/entries/ostree-1.conf', entry(options.replace('quiet ', ''))),
    ],
    [
      'the GRUB menu lacks the kernel argument quiet',
      file('boot/grub/grub.cfg', menu(options.replace('quiet ', ''))),
    ],
    [
      'ostree-1.conf: ostree= does not lead to the deployment',
      file('boot/loader/entries/ostree-1.conf', entry(options.replace(/ostree=.*/, ''))),
    ],
    ['ostree-1.conf: ostree= does not lead to the deployment', () => link(BOOT_LINK, '/nowhere')],
    ["EFI/BOOT/BOOTX64.EFI on the ESP is not the image's", file('boot/efi/EFI/BOOT/BOOTX64.EFI', 'shi')],
    ["EFI/debian/grubx64.efi on the ESP is not the image's", file('boot/efi/EFI/debian/grubx64.efi', null)],
    [
      'EFI/debian/grub.cfg does not lead to /boot',
      file('boot/efi/EFI/debian/grub.cfg', 'search.fs_uuid other\n'),
    ],
    ['EFI/debian/grub.cfg does not lead to /boot', file('boot/efi/EFI/debian/grub.cfg', null)],
    [
      'the disk has no BIOS boot code',
      () => writeFile(bootDisk(params.layout).identity.path, Buffer.alloc(440), { flag: 'r+' }),
    ],
    ['the BIOS boot partition is empty', () => truncate(bootDisk(params.layout).identity.path, 1024)],
    ["GRUB's BIOS modules are missing", file('boot/grub/i386-pc/normal.mod', null)],
    ['the deployment has no origin', file(`${DEPLOYMENT}.origin`, '[origin]\nrefspec=x\n')],
    [
      'the origin has digest sha256:0',
      file(`${DEPLOYMENT}.origin`, originFile({ image: track, source, digest: 'sha256:0' })),
    ],
    ['the origin follows nothing', file(`${DEPLOYMENT}.origin`, originFile({ image: null, source, digest }))],
    [
      'the origin names oci:/x as its source',
      file(`${DEPLOYMENT}.origin`, originFile({ image: track, source: 'oci:/x', digest })),
    ],
    ['the host name is not set', inEtc('hostname', 'debian\n')],
    ['the language is not set', inEtc('locale.conf', 'LANG=C\n')],
    ['the time zone is not set', () => link(`${DEPLOYMENT}/etc/localtime`, '../usr/share/zoneinfo/Etc/UTC')],
    [
      'the image does not know the time zone Europe/Berlin',
      file(`${DEPLOYMENT}/usr/share/zoneinfo/Europe/Berlin`, null),
    ],
    ['/etc/containers/policy.json is not what was planned', inEtc('containers/policy.json', '{}')],
    ['/etc/containers/policy.json is not what was planned', inEtc('containers/policy.json', null)],
    [
      "the image's own containers/registries.d/own.yaml names r.example/a too",
      inEtc('containers/registries.d/own.yaml', 'docker: {r.example/a: {use-sigstore-attachments: false}}\n'),
    ],
    [
      'fstab does not mount esp',
      inEtc('fstab', 'UUID=boot-uuid /boot ext4 defaults 0 2\nUUID=home-uuid /var/home ext4 defaults 0 2\n'),
    ],
    [
      'fstab lacks UUID=home-uuid /var/home ext4 defaults 0 2',
      inEtc('fstab', 'UUID=boot-uuid /boot ext4 defaults 0 2\nUUID=ESP-UUID /boot/efi vfat umask=0077 0 2\n'),
    ],
    ['/etc/machine-id is not empty', inEtc('machine-id', 'abc\n')],
    ['/etc/machine-id is not empty', inEtc('machine-id', null)],
    ['there are SSH host keys already', inEtc('ssh/ssh_host_rsa_key', 'key')],
    [
      'the user kiosk is missing',
      inEtc('passwd', 'ada:x:1000:1000::/home/ada:/bin/bash\nkiosk2:x:1001:1001:::\n'),
    ],
    ['kiosk has uid 1002', inEtc('passwd', 'ada:x:1000:::\nkiosk:x:1002:::\n')],
    ['the password of ada is missing', inEtc('shadow', 'ada:!:1::::::\nkiosk:!:1::::::\n')],
    ['the password of kiosk is set', inEtc('shadow', 'ada:$y$a$b:1::::::\nkiosk:$y$a$b:1::::::\n')],
    ['ada is not in the group audio', inEtc('group', 'sudo:x:27:ada\naudio:x:29:adaline\n')],
    ['ada has 1 SSH keys', file(`${STATEROOT}/var/home/ada/.ssh/authorized_keys`, 'ssh-rsa B b\n')],
    ['ada has 0 SSH keys', file(`${STATEROOT}/var/home/ada/.ssh/authorized_keys`, null)],
  ];

  test.each(cases)('%s', async (finding, destroy) => {
    await destroy();
    const found = await findings();
    expect(found?.replaceAll(`${parent}/`, '')).toBe(finding);
  });
});

test('loaders the image does not bring are not asked for', async () => {
  await put({ 'boot/efi': null, 'boot/grub/i386-pc': null });
  expect(await findings()).not.toBeNull();
  params = { ...params, loaders: [] };
  expect(await findings()).toBeNull();
});

test('SSH keys of a home that the first start makes are not looked for', async () => {
  await put({ [`${STATEROOT}/var/home/ada/.ssh/authorized_keys`]: null });
  expect(await findings()).toBe('ada has 0 SSH keys');
  params = { ...params, users: params.users.map((user) => ({ ...user, sshKeys: null })) };
  expect(await findings()).toBeNull();
});

test('a zone that is a link to another one is known', async () => {
  await link(`${DEPLOYMENT}/usr/share/zoneinfo/Europe/Berlin`, '../Etc/UTC');
  expect(await findings()).toBeNull();
});

test('parseBlsEntry reads fields, leaves out comments and blanks', () => {
  const text = '# comment\ntitle  Particle OS\n\nlinux\t/vmlinuz\noptions a  b=c\nbroken\n';
  expect([...parseBlsEntry(text)]).toEqual([
    ['title', 'Particle OS'],
    ['linux', '/vmlinuz'],
    ['options', 'a  b=c'],
  ]);
});
