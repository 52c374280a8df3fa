// SPDX-License-Identifier: Apache-2.0
import {
  array,
  boolean,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  option,
  record,
  stringMatching,
  tuple,
  uniqueArray,
  type Arbitrary,
} from 'fast-check';
import type { TrustFacts } from '../../core/facts/trust-facts.ts';
import { errorIssue } from '../../core/issues/issue.ts';
import { imageSource } from '../../core/plan/settings.ts';
import { keyPolicy } from '../../core/policy/key-policy.ts';
import { registriesFile } from '../../core/policy/registries-file.ts';
import type { Disk, Facts, Holder, ImageFacts, Partition } from '../../core/facts/facts.ts';
import type { FoundSystem } from '../../core/facts/storage-facts.ts';
import { repositoryOf } from '../../core/request/repository-of.ts';
import { isReservedUser } from '../../core/request/reserved-names.ts';
import { imageReference, type ImageReference } from '../../core/request/image-reference.ts';
import type { DiskSelector } from '../../core/request/disk-selector.ts';
import {
  requestSchema,
  type NetworkRequest,
  type Request,
  type UserRequest,
  type WifiConnection,
} from '../../core/request/request.ts';

const GiB = 1024 ** 3;

/** Stands in every password of a random request; must be found nowhere afterwards. */
export const CANARY = 'cAnArYsEcReT';

/** What a person may type that a template, a shell or a key file could trip over. */
const nasty = constantFrom(
  '{{deployment}}',
  '{{rootUuid}}',
  '{{braces}}',
  '{{{x}}}',
  '{{',
  '}}',
  '$(reboot)',
  '`id`',
  '; rm -rf /',
  '\' " \\',
  '%s',
  '*?[a]',
  '--help',
  'ö 漢 🦊',
);

const word = stringMatching(/^[a-z][a-z0-9]{1,7}$/);
const hex = (length: number): Arbitrary<string> => stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const digest = hex(64).map((text) => `sha256:${text}`);

const partition = (disk: string, number: number): Arbitrary<Partition> =>
  record({
    name: constant(/\d$/.test(disk) ? `${disk}p${number}` : `${disk}${number}`),
    number: constant(number),
    startBytes: option(nat(2 ** 31)),
    sizeBytes: nat(2 ** 31),
    type: constantFrom(null, 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b', '0x83'),
    partUuid: constant(null),
    partLabel: option(nasty),
    fileSystem: constantFrom(null, 'ext4', 'ntfs', 'BitLocker', 'crypto_LUKS', 'LVM2_member'),
    label: option(nasty),
    uuid: constant(null),
    usedBytes: option(nat(2 ** 31)),
    minimumBytes: option(nat(2 ** 31)),
    condition: constantFrom(null, 'clean', 'dirty', 'hibernated'),
    encryption: constantFrom(null, 'luks1', 'luks2', 'bitlocker'),
    flags: constantFrom([], ['RequiredPartition', 'GUID:63']),
  });

const holder = (disk: string): Arbitrary<Holder> =>
  record({
    kind: constantFrom('mount', 'swap', 'device'),
    name: oneof(constant('/mnt/old root'), word),
    device: constant(disk),
  });

/** Its words come from files on the disk: anybody may have written them. */
const foundSystem = (disk: string): Arbitrary<FoundSystem> =>
  record({
    kind: constantFrom('windows', 'linux', 'macos'),
    name: oneof(word, nasty),
    version: option(nasty),
    partitions: constant([`${disk}1`]),
    esp: constant(null),
    stateroots: constant([]),
  });

const kernelName = oneof(
  stringMatching(/^(sd[a-z]{1,2}|vd[a-z])$/),
  stringMatching(/^nvme[0-9]{1,2}n[12]$/),
  stringMatching(/^mmcblk[0-3]$/),
);

/** Any size, most often one that is no whole number of MiB. */
const sizeBytes = (sector: number): Arbitrary<number> =>
  oneof(
    integer({ min: (4 * GiB) / sector, max: (16 * 1024 * GiB) / sector }).map((sectors) => sectors * sector),
    integer({ min: (6 * GiB) / sector, max: (9 * GiB) / sector }).map((sectors) => sectors * sector),
    integer({ min: 4 * GiB, max: 16 * 1024 * GiB }),
  );

const disk = (name: string): Arbitrary<Disk> =>
  constantFrom(512, 4096).chain((sector) =>
    record({
      name: constant(name),
      path: constant(`/dev/${name}`),
      byId: uniqueArray(
        word.map((text) => `ata-${name}-${text}`),
        { maxLength: 2 },
      ),
      serial: oneof(
        { weight: 4, arbitrary: constant(`S-${name}`) },
        { weight: 1, arbitrary: constantFrom(null, 'same') },
      ),
      wwn: option(constant(`0x5000${name}`)),
      model: option(oneof(word, nasty)),
      vendor: constant(null),
      bus: constantFrom('sata', 'nvme', 'usb', 'virtio', 'mmc', null),
      rotational: boolean(),
      removable: boolean(),
      readOnly: constant(false),
      sizeBytes: sizeBytes(sector),
      logicalSectorBytes: constant(sector),
      physicalSectorBytes: constant(4096),
      table: constantFrom('gpt', 'dos', null),
      tableId: option(word),
      content: constantFrom(null, null, 'ext4', 'iso9660'),
      partitions: nat(4).chain((count) =>
        tuple(...Array.from({ length: count }, (_, index) => partition(name, index + 1))),
      ),
      holders: oneof(
        { weight: 9, arbitrary: constant<Holder[]>([]) },
        { weight: 1, arbitrary: array(holder(name), { maxLength: 3 }) },
      ),
      unsuitable: oneof(
        { weight: 9, arbitrary: constant(null) },
        {
          weight: 1,
          arbitrary: constantFrom('live-medium', 'read-only', 'loop', 'mapper', 'emmc-boot-area'),
        },
      ),
      usable: constant(null),
      backupTable: constantFrom(null, 'intact', 'damaged', 'missing'),
      optimalIoBytes: constantFrom(null, 4096, 1_048_576, 33_553_920),
      discard: boolean(),
      systems: array(foundSystem(name), { maxLength: 2 }),
    }),
  );

const reference: Arbitrary<ImageReference> = oneof(
  tuple(
    constantFrom('oci:/srv/', 'oci-archive:/srv/'),
    oneof(word, constantFrom('{{deployment}}', '{{rootUuid}}/$(reboot)', 'a:tag', 'a:host.example/b:tag')),
  ).map(([start, name]) => `${start}${name}`),
  constantFrom(
    'registry:registry.example.org/a/b:stable',
    'registry:localhost:5000/a',
    'registry:localhost:5000/a:t@sha256:' + 'a'.repeat(64),
    'containers-storage:localhost/a:t',
  ),
).map((text) => imageReference.parse(text));

const gzip = 'application/vnd.oci.image.layer.v1.tar+gzip';
const zstd = 'application/vnd.oci.image.layer.v1.tar+zstd';

const image = (source: ImageReference): Arbitrary<ImageFacts> =>
  record({
    source: constant(source),
    digest,
    indexDigests: array(digest, { maxLength: 2 }),
    architecture: oneof(
      { weight: 19, arbitrary: constant('amd64') },
      { weight: 1, arbitrary: constant('arm64') },
    ),
    title: option(oneof(word, nasty)),
    version: option(oneof(word, nasty)),
    bootable: oneof({ weight: 19, arbitrary: constant(true) }, { weight: 1, arbitrary: constant(false) }),
    bootc: constant(false),
    kernel: constant(null),
    compressedBytes: integer({ min: 1, max: 2 * GiB }),
    installedBytes: option(integer({ min: 1, max: 6 * GiB })),
    layers: array(record({ digest, sizeBytes: nat(), mediaType: constantFrom(gzip, gzip, gzip, zstd) }), {
      minLength: 1,
      maxLength: 3,
    }),
    locales: oneof(
      { weight: 9, arbitrary: constant(null) },
      { weight: 9, arbitrary: constant<string[] | null>(['C.utf8', 'de_DE.utf8']) },
      { weight: 1, arbitrary: constant<string[] | null>(['C.utf8']) },
    ),
    keymaps: constantFrom<string[] | null>(null, ['us', 'de', 'de-latin1-nodeadkeys']),
    loaders: constantFrom(null, ['grub-bios', 'grub-uefi', 'shim'], ['grub-uefi', 'shim'], ['grub-bios']),
    content: constant(null),
  });

const user = (name: string): Arbitrary<UserRequest> =>
  record(
    {
      fullName: nasty.filter((text) => !/[:,]/.test(text)),
      password: constantFrom(
        { passwordHash: `$y$j9T$${CANARY}$${CANARY}` },
        { passwordSecret: `secret-of-${name}` },
        {},
      ),
      sshKeys: array(
        nasty.map((text) => `ssh-ed25519 AAAAC3 ${text}`),
        { maxLength: 2 },
      ),
      groups: uniqueArray(constantFrom('audio', 'video', 'sudo'), { maxLength: 2 }),
      sudo: boolean(),
    },
    { requiredKeys: ['password'] },
  ).map(({ password, ...rest }) => ({ name, ...password, ...rest }));

const selector = (disks: readonly Disk[]): Arbitrary<DiskSelector> => {
  const choices: DiskSelector[] = [
    { only: true },
    ...disks.flatMap(({ serial, wwn, byId }) => [
      ...(serial === null ? [] : [{ serial }, { serial }]),
      ...(wwn === null ? [] : [{ wwn: wwn.toUpperCase() }]),
      ...byId.map((name) => ({ byId: `/dev/disk/by-id/${name}` })),
    ]),
  ];
  return constantFrom(...choices);
};

type ImageRequest = NonNullable<Request['image']>;

function imageRequest(facts: ImageFacts | null, embedded: boolean): Arbitrary<ImageRequest | undefined> {
  const source = facts === null ? undefined : imageReference.parse(facts.source);
  const asked = record(
    {
      source: source === undefined || embedded ? constant(undefined) : constant(source),
      track: reference,
      signature: constantFrom({ publicKey: '/run/cosign.pub' }, { policy: '/run/{{deployment}}.json' }),
      digest:
        facts === null
          ? digest
          : oneof(
              { weight: 9, arbitrary: constantFrom(facts.digest, ...(facts.indexDigests ?? [])) },
              { weight: 1, arbitrary: digest },
            ),
      authFile: constantFrom('/run/auth.json', '/run/{{deployment}}.json'),
      keepAccess: boolean(),
      certDir: constantFrom('/run/certs', '/run/{{rootUuid}}'),
      proxy: constantFrom(
        'http://proxy.example.org:3128',
        'http://{{deployment}}:3128',
        `http://me:${CANARY}@proxy:3128`,
      ),
    },
    { requiredKeys: embedded ? [] : ['source'] },
  ).map(({ keepAccess, ...all }) => {
    const follows = (all.track ?? all.source)?.startsWith('registry:') === true;
    // Asked for where there is nothing to keep, it is refused.
    const keeps = follows && (all.authFile ?? all.certDir ?? all.proxy) !== undefined;
    const rest = Object.entries({ ...all, ...(keeps ? { keepAccess } : {}) });
    return Object.fromEntries(rest.filter(([, value]) => value !== undefined));
  });
  return embedded ? option(asked, { nil: undefined }) : asked;
}

const wifi: Arbitrary<WifiConnection> = oneof(
  record({ ssid: nasty, security: constant('open' as const) }),
  record({ ssid: nasty, security: constant('personal' as const), passwordSecret: word, hidden: boolean() }),
  record({ ssid: nasty, security: constant('enterprise' as const), passwordSecret: word, identity: nasty }),
).filter((one) => requestSchema.shape.network.safeParse([{ name: 'a', wifi: one }]).success);

const network: Arbitrary<NetworkRequest[]> = uniqueArray(word, { maxLength: 2 }).chain((names) =>
  tuple(
    ...names.map((name) =>
      record(
        {
          name: constant(name),
          interface: constant('{{menu}}'),
          wifi,
          addresses: constant(['192.0.2.10/24', '2001:db8::1/64'] as string[]),
          gateway: constant('192.0.2.1'),
        },
        { requiredKeys: ['name', 'addresses'] },
      ),
    ),
  ),
);

const request = (facts: Facts, embedded: boolean): Arbitrary<Request> =>
  record(
    {
      disk: selector(facts.disks),
      image: imageRequest(facts.image, embedded),
      hostname: constantFrom('a', 'workshop.example.org'),
      locale: constantFrom('C.UTF-8', 'de_DE.UTF-8'),
      keyboard: constantFrom(
        { layout: 'de', variant: 'nodeadkeys' },
        { layout: 'us' },
        { layout: 'de', keymap: 'de' },
      ),
      timezone: constantFrom('Europe/Berlin', 'Etc/UTC'),
      users: uniqueArray(
        // "u" and three letters can be "utmp", once in some thousand machines.
        word.map((name) => `u${name}`).filter((name) => !isReservedUser(name)),
        { maxLength: 3 },
      ).chain((names) => tuple(...names.map(user))),
      network,
      kernelArguments: array(
        constantFrom('quiet', 'x={{deployment}}', 'y=$(reboot);"', 'z={{{', '--karg=a'),
        { maxLength: 3 },
      ),
      after: constantFrom('reboot', 'poweroff', 'stay'),
    },
    { requiredKeys: embedded ? ['disk'] : ['disk', 'image'] },
  ).map(({ image, ...rest }) => ({ version: 1, ...rest, ...(image === undefined ? {} : { image }) }));

/** What a probe would find of the key or policy that was asked for. */
function trust(facts: Facts, request: Request): Arbitrary<TrustFacts | null> {
  const signature = request.image?.signature;
  if (signature === undefined) return constant(null);
  const source = imageSource(facts, request);
  const followed = [source, request.image?.track].flatMap((reference) =>
    reference == null ? [] : [repositoryOf(reference)],
  );
  const repositories = followed.filter((repository) => repository !== null);
  const identity = repositories[0] ?? 'r.example/{{deployment}}';
  const policy = { ...keyPolicy({ keyData: 'a2V5', repositories, identity }) };
  const found = { fingerprint: null, verified: true, refusal: null };
  const accepted: TrustFacts = {
    ...found,
    by: 'publicKey' in signature ? 'publicKey' : 'policy',
    file: Object.values(signature)[0] ?? '',
    files: { policy: JSON.stringify(policy), registries: registriesFile(repositories) },
  };
  const refusal = errorIssue('signature-missing', ['image', 'signature']);
  return oneof(
    { weight: 9, arbitrary: constant(accepted) },
    { weight: 1, arbitrary: constant({ ...accepted, verified: false, refusal }) },
  );
}

/** A machine and a request that could be made of it; some are refused, most are not. */
export const machineAndRequest: Arbitrary<{ facts: Facts; request: Request }> = tuple(
  uniqueArray(kernelName, { minLength: 1, maxLength: 4 }).chain((names) => tuple(...names.map(disk))),
  reference,
  boolean(),
  constantFrom(
    null,
    { kind: 'bios' as const, secureBoot: false },
    { kind: 'uefi' as const, secureBoot: null },
  ),
  integer({ min: 2 ** 28, max: 2 ** 34 }),
)
  .chain(([disks, asked, embedded, firmware, memoryBytes]) => {
    const source = embedded ? imageReference.parse('oci:/run/live/particleos/image') : asked;
    const facts = (image: ImageFacts | null): Facts => ({
      schema: 1,
      firmware,
      architecture: 'amd64',
      memoryBytes,
      onBattery: null,
      live: {
        mediumDisk: null,
        embeddedImage: embedded ? '/run/live/particleos/image' : null,
        imageStore: null,
      },
      tools: { bootc: null, podman: false, ostree: true, signedLoader: false },
      consoles: [],
      selinux: false,
      disks,
      volumes: [],
      image,
      trust: null,
      unread: [],
    });
    return tuple(image(source).map(facts), constant(embedded));
  })
  .chain(([facts, embedded]) => request(facts, embedded).map((asked) => ({ facts, request: asked })))
  .chain(({ facts, request }) =>
    trust(facts, request).map((found) => ({ facts: { ...facts, trust: found }, request })),
  );
