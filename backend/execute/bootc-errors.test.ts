// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { bootcCatalog } from '../../core/issues/bootc-catalog.ts';
import { issueLine } from '../../core/issues/render-issue.ts';
import { bootcIssue, bootcMessage, sourceImgref } from './bootc-errors.ts';
import { podmanIssue } from './podman-errors.ts';

/**
 * Last words and what they mean. "run" was printed by bootc 1.16.9 or podman 5.8.6 here (the transcripts are in
 * test/fixtures/bootc); "source" is put together from the texts of bootc's source.
 */
const bootcLines: readonly (readonly ['run' | 'source', string, string, Record<string, string>])[] = [
  ['run', 'Installing to disk: No root filesystem specified', 'bootc-no-file-system', {}],
  [
    'source',
    'Installing to disk: Creating rootfs: No install configuration found, and no filesystem specified',
    'bootc-no-file-system',
    {},
  ],
  [
    'run',
    'Installing to disk: Loading configuration: Parsing "/usr/lib/bootc/install/00.toml": TOML parse error at line 1, column 9\n  |\n1 | [install\n  |         ^\nunclosed table, expected `]`\n',
    'bootc-install-config',
    {
      file: '/usr/lib/bootc/install/00.toml',
      message: 'line 1, column 9',
      detail: 'unclosed table, expected `]`',
    },
  ],
  [
    'run',
    'Installing to disk: Creating rootfs: Block setup Direct is not enabled in installation config',
    'bootc-block-setup',
    { setup: 'Direct' },
  ],
  [
    'run',
    'Installing to disk: Creating rootfs: Detected existing partitions on /dev/vda; use e.g. `wipefs` or --wipe if you intend to overwrite',
    'bootc-disk-not-empty',
    { device: '/dev/vda' },
  ],
  [
    'run',
    'Installing to disk: Creating rootfs: Device or resource busy (os error 16)',
    'bootc-mounts-left',
    {},
  ],
  [
    'run',
    'Installing to disk: Creating rootfs: Operation not permitted (os error 1)',
    'bootc-mounts-left',
    {},
  ],
  [
    'run',
    'Installing to disk: Creating rootfs: Device /dev/vda is mounted',
    'bootc-disk-mounted',
    { device: '/dev/vda' },
  ],
  ['run', 'Installing to disk: Not a block device: /dev/null', 'bootc-not-a-disk', { device: '/dev/null' }],
  [
    'run',
    'Installing to disk: Querying /dev/disk/by-id/x: No such file or directory (os error 2)',
    'bootc-not-a-disk',
    { device: '/dev/disk/by-id/x' },
  ],
  [
    'run',
    'Installing to filesystem: Not a mountpoint: /target',
    'bootc-target-not-ready',
    { message: 'Not a mountpoint: /target' },
  ],
  [
    'source',
    'Installing to filesystem: /boot is not specified via UUID= (this is currently required)',
    'bootc-target-not-ready',
    { message: '/boot is not specified via UUID= (this is currently required)' },
  ],
  [
    'source',
    'Installing to disk: This command must be run with the podman --pid=host flag',
    'bootc-container-options',
    { message: 'This command must be run with the podman --pid=host flag' },
  ],
  [
    'source',
    'Installing to disk: /proc/1 is owned by 65534, not zero; this command must be run in the root user namespace (e.g. not rootless podman)',
    'bootc-container-options',
    {
      message:
        '/proc/1 is owned by 65534, not zero; this command must be run in the root user namespace (e.g. not rootless podman)',
    },
  ],
  [
    'source',
    'Installing to disk: Querying root privilege: This command must be executed as the root user',
    'not-root',
    {},
  ],
  [
    'run',
    "unexpected argument '--no-such-option' found\n\nUsage: bootc install to-disk <DEVICE>",
    'bootc-too-old',
    { what: '--no-such-option' },
  ],
  [
    'run',
    "invalid value 'none' for '--bootloader <BOOTLOADER>'\n  [possible values: grub, systemd]",
    'bootc-too-old',
    { what: "'none' for '--bootloader <BOOTLOADER>'" },
  ],
  [
    'run',
    'Installing to filesystem: Creating ostree deployment: Insufficient free space for /image (available: 255.4\u00A0MB required: 400.0\u00A0MB)',
    'bootc-no-space',
    { available: '255.4 MB', required: '400.0 MB' },
  ],
  [
    'run',
    "Installing to filesystem: Creating ostree deployment: Pulling: Importing: Parsing layer blob sha256:ab: error: ostree-tar: Failed to handle file: ostree-tar: Failed to import file: Writing content object: min-free-space-percent '3%' would be exceeded, at least 4.5 MB requested: Processing tar: Failed to commit tar: ExitStatus(unix_wait_status(256))",
    'bootc-no-space',
    {},
  ],
  [
    'run',
    'Installing to filesystem: Setting up composefs boot: Setting up BLS boot: Writing BLS entries to disk: Writing initrd to path: No space left on device (os error 28)',
    'bootc-esp-full',
    {},
  ],
  [
    'run',
    'Installing to filesystem: Pulling image into composefs repository: Importing OCI layout from /image: Failed to import config sha256:ab: Object write task failed: No space left on device (os error 28)',
    'bootc-no-space',
    {},
  ],
  [
    'source',
    'Installing to disk: Creating ostree deployment: Pulling: Importing: failed to invoke method FinishPipe: writing "/var/tmp/container_images_storage1/1": no space left on device',
    'no-space',
    { where: '/var/tmp/container_images_storage1/1' },
  ],
  [
    'run',
    'Installing to disk: Failed to find ostree/prepare-root.conf in /usr/lib or /etc',
    'bootc-no-prepare-root',
    { where: 'the live system' },
  ],
  ['run', 'Installing to filesystem: bootupd is required for ostree-based installs', 'bootc-no-bootupd', {}],
  [
    'source',
    'Installing to disk: Specified filesystem xfs does not support fs-verity',
    'bootc-no-verity',
    { fileSystem: 'xfs' },
  ],
  [
    'source',
    'Installing to disk: Setting up composefs boot: Setting up UKI boot: Cannot use externally specified kernel arguments with UKI',
    'bootc-uki-arguments',
    {},
  ],
  [
    'run',
    'Installing to disk: Bootloader set to none is not supported with the composefs backend',
    'bootc-loader-none',
    {},
  ],
  [
    'source',
    'Installing to disk: Setting up composefs boot: Installing bootloader: Subprocess failed: ExitStatus(unix_wait_status(256))\nFailed to open boot loader directory: No such file or directory\n',
    'bootc-loader-failed',
    {
      message:
        'Subprocess failed: ExitStatus(unix_wait_status(256)) Failed to open boot loader directory: No such file or directory',
    },
  ],
  [
    'run',
    'Installing to filesystem: Setting up composefs boot: Preparing image root for bootloader installation: ESP partition not found',
    'bootc-no-esp',
    {},
  ],
  ['source', 'Installing to filesystem: No ESP partition found among backing devices', 'bootc-no-esp', {}],
  [
    'run',
    'Installing to filesystem: No /boot directory found in root; this is is currently required',
    'bootc-boot-directory',
    {},
  ],
  [
    'source',
    'Installing to disk: Setting up composefs boot: No boot entries!',
    'bootc-no-kernel',
    { message: 'No boot entries!' },
  ],
  [
    'source',
    'Installing to disk: Loading SELinux policy: SELinux enabled, but no policy found in root',
    'bootc-no-selinux-policy',
    {},
  ],
  [
    'run',
    'Installing to disk: Creating rootfs: Failed to run udevadm settle: ExitStatus(unix_wait_status(256))',
    'bootc-no-udev',
    {},
  ],
  [
    'run',
    'Re-exec in host mountns: exec: No such file or directory (os error 2)',
    'bootc-program-missing',
    { message: 'exec: No such file or directory (os error 2)' },
  ],
  [
    'source',
    'Installing to disk: Creating ostree deployment: Pulling: Importing: failed to invoke method OpenImage: Would invalidate signatures',
    'bootc-signature-lost',
    {},
  ],
  [
    'source',
    'Installing to disk: Creating ostree deployment: Preparing import: Fetching manifest: failed to invoke method OpenImage: Source image rejected: A signature was required, but no signature exists',
    'bootc-signature-refused',
    { message: 'Source image rejected: A signature was required, but no signature exists' },
  ],
  [
    'source',
    'Upgrading: Preparing import: Fetching manifest: containers-policy.json specifies a default of `insecureAcceptAnything`; refusing usage',
    'bootc-policy-open',
    {},
  ],
  [
    'source',
    'Installing to disk: Pulling image into composefs repository: unexpected EOF reading tar entry',
    'bootc-transfer-cut',
    {},
  ],
  [
    'source',
    'Installing to disk: Pulling image into composefs repository: Unsupported layer media type for decompression: application/x-tar',
    'bootc-layer-unreadable',
    { message: 'Unsupported layer media type for decompression: application/x-tar' },
  ],
  [
    'source',
    'Installing to disk: Pulling image into composefs repository: layer content does not match declared diff_id: expected sha256:a, got sha256:b',
    'image-damaged',
    { what: 'expected sha256:a, got sha256:b' },
  ],
  [
    'source',
    'Installing to disk: Creating ostree deployment: Performing deployment: Preparing import: Fetching manifest: Image has architecture arm64; expected amd64',
    'image-wrong-arch',
    { found: 'arm64', expected: 'amd64' },
  ],
  [
    'source',
    'Installing to disk: Creating ostree deployment: Performing deployment: Preparing import: Target image does not have ostree.bootable label',
    'image-not-bootable',
    { source: 'The image', reason: 'no label ostree.bootable' },
  ],
  [
    'run',
    'Installing to filesystem: Getting container info: Opening image docker://127.0.0.1:1/x/y:z: failed to invoke method OpenImage: pinging container registry 127.0.0.1:1: Get "https://127.0.0.1:1/v2/": dial tcp 127.0.0.1:1: connect: connection refused',
    'registry-unreachable',
    { source: 'docker://127.0.0.1:1/x/y:z', message: 'dial tcp 127.0.0.1:1: connect: connection refused' },
  ],
  [
    'source',
    'Upgrading: Preparing import: Fetching manifest: failed to invoke method OpenImage: reading manifest stable in r.example.org/os: unauthorized: authentication required',
    'registry-auth',
    {
      source: 'being installed',
      message: 'reading manifest stable in r.example.org/os: unauthorized: authentication required',
    },
  ],
  [
    'run',
    'Installing to filesystem: Getting container info: Opening image containers-storage:localhost/none: failed to invoke method OpenImage: reference "[vfs@/var/lib/containers/storage+/run/containers/storage]localhost/none:latest" does not resolve to an image ID',
    'image-not-found',
    {
      source: 'containers-storage:localhost/none',
      message:
        'reference "[vfs@/var/lib/containers/storage+/run/containers/storage]localhost/none:latest" does not resolve to an image ID',
    },
  ],
  [
    'run',
    "Installing to filesystem: Creating ostree deployment: Preparing import: Fetching manifest: failed to invoke method OpenImage: 'overlay' is not supported over overlayfs, a mount_program is required: backing file system is unsupported for this graph driver",
    'podman-storage',
    {
      message:
        "'overlay' is not supported over overlayfs, a mount_program is required: backing file system is unsupported for this graph driver",
    },
  ],
  ['source', 'Rollback: No rollback available', 'bootc-no-rollback', {}],
  ['source', 'Upgrading: No image source specified', 'bootc-no-source', {}],
  ['run', 'Rollback: Initializing storage: System not booted via bootc', 'bootc-not-booted', {}],
];

const podmanLines: readonly (readonly [string, string, Record<string, string>])[] = [
  ['example.org/os:1: image not known', 'podman-no-image', { image: 'example.org/os:1' }],
  [
    'short-name "none" did not resolve to an alias and no unqualified-search registries are defined in "/etc/containers/registries.conf"',
    'podman-no-image',
    { image: 'none' },
  ],
  [
    'configure storage: native overlay not supported and fuse-overlayfs not found: backing file system is unsupported for this graph driver',
    'podman-storage',
    {
      message:
        'native overlay not supported and fuse-overlayfs not found: backing file system is unsupported for this graph driver',
    },
  ],
  [
    "configure storage: overlay: can't stat imageStore dir /run/particleos/store: stat /run/particleos/store: no such file or directory",
    'podman-storage',
    {
      message:
        "overlay: can't stat imageStore dir /run/particleos/store: stat /run/particleos/store: no such file or directory",
    },
  ],
  [
    'database graph driver "vfs" does not match our graph driver "overlay": database configuration mismatch',
    'podman-storage',
    {
      message:
        'database graph driver "vfs" does not match our graph driver "overlay": database configuration mismatch',
    },
  ],
  [
    'OCI runtime error: crun: cgroups in hybrid mode not supported, drop all controllers from cgroupv2',
    'podman-runtime',
    {
      message:
        'OCI runtime error: crun: cgroups in hybrid mode not supported, drop all controllers from cgroupv2',
    },
  ],
  [
    'unable to perform copy: unable to copy from source oci:/image:: writing blob: adding layer with blob "sha256:ab"/""/"sha256:cd": ApplyLayer stdout:  stderr: write /etc/ssh/moduli: no space left on device exit status 1',
    'no-space',
    { where: 'the place of the image store' },
  ],
  [
    'unable to copy from source docker://localhost/none:latest: initializing source docker://localhost/none:latest: pinging container registry localhost: Get "https://localhost/v2/": dial tcp [::1]:443: connect: connection refused',
    'registry-unreachable',
    {
      source: 'docker://localhost/none:latest',
      message: 'dial tcp [::1]:443: connect: connection refused',
    },
  ],
];

describe('bootc', () => {
  test.each(bootcLines)('%s: %s', (_origin, words, code, params) => {
    const issue = bootcIssue(`some warning\nerror: ${words}`, 'host');
    expect(issue).toMatchObject({ code, params });
    expect(Object.keys(issue?.params ?? {})).toEqual(Object.keys(params));
    expect(issue === null ? '?' : issueLine(issue)).not.toContain('?');
  });

  test.each(Object.keys(bootcCatalog).filter((code) => code !== 'bootc-failed'))('%s has a line', (code) => {
    const codes = [...bootcLines.map((line) => line[2]), ...podmanLines.map((line) => line[1])];
    expect(codes).toContain(code);
  });

  test('what is not known is no issue', () => {
    expect(bootcIssue('error: Installing to disk: a thing nobody has seen', 'host')).toBeNull();
    expect(bootcIssue('no error at all', 'host')).toBeNull();
  });

  test('its own message is told from the words of a program within it', () => {
    const stderr =
      'error: Re-exec in host mountns: x\nerror: Installing to disk: Subprocess failed\nerror: of sfdisk\n';
    expect(bootcMessage(stderr)).toBe('Installing to disk: Subprocess failed\nerror: of sfdisk');
    expect(bootcMessage("error: unexpected argument '-x' found\n")).toBe("unexpected argument '-x' found");
    expect(bootcMessage('\u001B[31merror: \u001B[0mInstalling to disk: x')).toBe('Installing to disk: x');
  });

  test('the carrier says where the file is missed, the call what was asked for', () => {
    const missing = 'error: Installing to disk: Failed to find ostree/prepare-root.conf in /usr/lib or /etc';
    expect(bootcIssue(missing, 'image')?.params).toEqual({ where: 'the image' });
    const fetch =
      'error: Installing to disk: Fetching manifest: failed to invoke method OpenImage: open /x/index.json: no such file';
    expect(bootcIssue(fetch, 'host', 'oci:/x')?.params['source']).toBe('oci:/x');
    expect(sourceImgref(['bootc', '--source-imgref', 'oci:/x'])).toBe('oci:/x');
    expect(sourceImgref(['bootc', '--source-imgref=oci:/x'])).toBe('oci:/x');
    expect(sourceImgref(['podman', 'run'])).toBeNull();
  });
});

describe('podman', () => {
  test.each(podmanLines)('%s', (words, code, params) => {
    expect(podmanIssue(`time="x" level=warning msg="y"\nError: ${words}\n`)).toMatchObject({ code, params });
  });

  test('what is not known is no issue', () => {
    expect(podmanIssue('Error: unknown flag: --bogus\n')).toBeNull();
    expect(podmanIssue('')).toBeNull();
  });
});
