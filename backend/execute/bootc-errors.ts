// SPDX-License-Identifier: Apache-2.0
import { errorIssue, type Issue, type IssueCode } from '../../core/issues/issue.ts';
import { textsOf } from '../../core/run/bootc-lines.ts';
import { causeOf, registryMeaning } from '../probe/skopeo-errors.ts';

/** Who ran bootc: the image's own in a container, or the one of this system. It decides where a missing file is missed. */
export type BootcCarrier = 'image' | 'host';

/**
 * bootc says `error: CONTEXT: ... : CAUSE` and leaves with 1, whatever it was; the texts are all there is. These are of
 * bootc 1.8 to 1.16.9 (crates/lib, crates/ostree-ext, crates/blockdev), composefs-rs and containers/image. A named group
 * becomes the param of that name. First match counts.
 */
const meanings: readonly (readonly [RegExp, IssueCode])[] = [
  [/No root filesystem specified|No install configuration found, and no filesystem/, 'bootc-no-file-system'],
  [
    /Parsing "(?<file>[^"]+)": TOML parse error at (?<message>line \d+, column \d+)[^]*?\n(?<detail>[a-z][^\n]*)\n*$/,
    'bootc-install-config',
  ],
  [/Block setup (?<setup>\S+) is not enabled in installation config/, 'bootc-block-setup'],
  // Without a container bootc mounts where it is called, and a failure leaves that. The next one empties what is mounted
  // there (baseline.rs, remove_dir_all) until it comes to a mount point or an immutable directory.
  [/Creating rootfs: (?:Device or resource busy|Operation not permitted)/, 'bootc-mounts-left'],
  [/Detected existing partitions on (?<device>[^;]+);/, 'bootc-disk-not-empty'],
  [/Device (?<device>\S+) is mounted/, 'bootc-disk-mounted'],
  [/Not a block device: (?<device>.+)|Querying (?<gone>\/dev\/\S+): No such file/, 'bootc-not-a-disk'],
  [
    /(?<message>(?:Not a mountpoint|Not a directory|Unknown filesystem|Found empty directory): .+|Non-empty root filesystem; .+|Found (?:entry in|unexpected mount point) .+|No filesystem uuid found .+|No UUID found for .+|\/boot is not specified via UUID=.*)/,
    'bootc-target-not-ready',
  ],
  [
    /(?<message>This command must be run with the podman --pid=host flag|Cannot install from rootless podman.*|\/proc\/1 is owned by .+|Either --source-imgref must be defined.+|Currently this command only supports being executed via podman|Invalid empty imageid|This command must be executed inside a podman container.*|The container must be executed with full privileges.*|The user inside the container .+ must be root)/,
    'bootc-container-options',
  ],
  [/This command (?:must be executed as the root user|requires full root privileges)/, 'not-root'],
  [
    /unexpected argument '(?<option>[^']+)' found|unrecognized subcommand '(?<verb>[^']+)'|invalid value (?<value>'[^']+' for '[^']+')/,
    'bootc-too-old',
  ],
  [/(?<where>\/(?:var\/)?tmp\/[^\s":]*)[^]*no space left on device/i, 'no-space'],
  [
    /Insufficient free space for .+ \(available: (?<available>.+) required: (?<required>.+)\)/,
    'bootc-no-space',
  ],
  [/Writing (?:BLS entries|UKI) .*No space left on device/i, 'bootc-esp-full'],
  [/min-free-space-(?:percent|size) .+ would be exceeded|No space left on device/i, 'bootc-no-space'],
  [/Failed to find ostree\/prepare-root\.conf/, 'bootc-no-prepare-root'],
  [/bootupd is required for ostree-based installs/, 'bootc-no-bootupd'],
  [
    /Specified filesystem (?<fileSystem>\S+) does not support fs-verity|Filesystem does not support fs-verity/i,
    'bootc-no-verity',
  ],
  [/No \/boot directory found in root/, 'bootc-boot-directory'],
  [
    /(?<message>'overlay' is not supported over overlayfs.*|[^:]*backing file system is unsupported for this graph driver)/,
    'podman-storage',
  ],
  [/Cannot use externally specified kernel arguments with UKI/, 'bootc-uki-arguments'],
  [/Bootloader set to none is not supported/, 'bootc-loader-none'],
  [/ESP (?:partition )?not found|No ESP partition found/, 'bootc-no-esp'],
  [/(?<message>No boot entries!|initramfs not found|No kernel found in .+)/, 'bootc-no-kernel'],
  [/SELinux enabled, but no policy found in root/, 'bootc-no-selinux-policy'],
  [/Failed to run udevadm settle/, 'bootc-no-udev'],
  [/Would invalidate signatures/i, 'bootc-signature-lost'],
  [/specifies a default of `insecureAcceptAnything`; refusing usage/, 'bootc-policy-open'],
  [
    /(?<message>Source image rejected: .+|A signature was required, but no signature exists.*|cryptographic signature verification failed.*)/,
    'bootc-signature-refused',
  ],
  [/Image has architecture (?<found>\S+?); expected (?<expected>\S+)/, 'image-wrong-arch'],
  [/layer content does not match declared diff_id: (?<what>.+)/, 'image-damaged'],
  [
    /(?<message>Unsupported layer media type.*|[Ss]parse tar entries are not supported|Unsupported entry type .+)/,
    'bootc-layer-unreadable',
  ],
  [/unexpected EOF (?:reading|in) tar/, 'bootc-transfer-cut'],
  [/No rollback available/, 'bootc-no-rollback'],
  [/No image source specified/, 'bootc-no-source'],
  [
    /System not booted via bootc|Detected container; this command requires a booted host system|This command requires an ostree-booted host system/,
    'bootc-not-booted',
  ],
];

/** Where a label is missing, the image is none that boots. */
const unlabelled = /Target image does not have (?<label>\S+) label/;
/** The last resorts, after the registry: they tell where it failed, not why. */
const places: readonly (readonly [RegExp, IssueCode])[] = [
  [/Installing bootloader: (?<message>[^]+)/, 'bootc-loader-failed'],
  [
    /(?<message>(?:Failed to (?:spawn|execute|run|invoke) .+|exec): No such file or directory \(os error 2\))/,
    'bootc-program-missing',
  ],
];

/** bootc's own message in what came on standard error: from "error: " to the end, on several lines where a program's words are part of it. */
export function bootcMessage(stderr: string): string | null {
  const lines = stderr.split('\n').flatMap(textsOf);
  const whole = lines.findIndex((line) => /^error: (?:Install|Upgrad|Switch|Roll|Initializ)/.test(line));
  const at = whole >= 0 ? whole : lines.findLastIndex((line) => line.startsWith('error: '));
  return at < 0 ? null : lines.slice(at).join('\n').replace('error: ', '');
}

/** A part of a message as a part of a sentence. */
function inSentence(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '');
}

function found(message: string, table: readonly (readonly [RegExp, IssueCode])[]): Issue | null {
  for (const [pattern, code] of table) {
    const match = pattern.exec(message);
    if (match === null) continue;
    const given = Object.entries(match.groups ?? {}) as [string, string | undefined][];
    const params = given.flatMap(([name, text]) => (text === undefined ? [] : [[name, inSentence(text)]]));
    return errorIssue(code, [], Object.fromEntries(params) as Record<string, string>);
  }
  return null;
}

/** Params that the sentence of a code asks for by another name. */
function completed(issue: Issue, carrier: BootcCarrier): Issue {
  const { code, params } = issue;
  const first = (...names: string[]): Issue['params'][string] =>
    names.map((name) => params[name]).find((value) => value !== undefined) ?? '?';
  if (code === 'bootc-no-prepare-root')
    return { ...issue, params: { where: carrier === 'image' ? 'the image' : 'the live system' } };
  if (code === 'bootc-not-a-disk') return { ...issue, params: { device: first('device', 'gone') } };
  if (code === 'bootc-too-old') return { ...issue, params: { what: first('option', 'verb', 'value') } };
  return issue;
}

/** What is wrong with the image as bootc, or the skopeo that it starts, reads it. source: what was asked for, where that is known. */
function imageIssue(message: string, source: string | null): Issue | null {
  const label = unlabelled.exec(message)?.groups?.['label'];
  if (label !== undefined)
    return errorIssue('image-not-bootable', ['image'], {
      source: source ?? 'The image',
      reason: `no label ${label}`,
    });
  const words = /failed to invoke method OpenImage: (?<words>[^]+)/.exec(message)?.groups?.['words'];
  if (words === undefined) return null;
  const opened = /Opening image (\S+):/.exec(message)?.[1];
  const host = /container registry ([^\s:]+(?::\d+)?):/.exec(words)?.[1];
  return errorIssue(registryMeaning(words) ?? 'image-not-found', ['image'], {
    source: source ?? opened ?? host ?? 'being installed',
    message: causeOf(words),
  });
}

/** The issue for what a failed bootc said; null: nothing that is known here. Pure. */
export function bootcIssue(
  stderr: string,
  carrier: BootcCarrier,
  source: string | null = null,
): Issue | null {
  const message = bootcMessage(stderr);
  if (message === null) return null;
  const known = found(message, meanings);
  if (known !== null) return completed(known, carrier);
  return imageIssue(message, source) ?? found(message, places);
}

/** What --source-imgref names in a call of bootc. */
export function sourceImgref(argv: readonly string[]): string | null {
  const at = argv.indexOf('--source-imgref');
  if (at >= 0) return argv[at + 1] ?? null;
  return argv.find((arg) => arg.startsWith('--source-imgref='))?.slice('--source-imgref='.length) ?? null;
}
