// SPDX-License-Identifier: Apache-2.0
import type { ImageFacts } from '../../facts/facts.ts';
import { pinnedReference, splitReference, type ImageReference } from '../../request/image-reference.ts';
import type { Request } from '../../request/request.ts';
import { originFile } from './origin.ts';
import type { Step } from '../step.ts';
import type { Layout } from '../storage/layout.ts';
import { literal, literalDeep } from '../template.ts';
import { BRANCH, deadline, STATEROOT, staterootDirectory, target, TARGET, type Place } from '../target.ts';

/** Name under which the pinned manifest stands in the scratch layout. */
export const PINNED = 'pinned';

/** The name under which a proxy that holds a password is handed to the executor. */
export const PROXY_SECRET = 'image-proxy';

/** Whether a proxy URL holds a password and so must not stand in a plan. */
export function isSecretProxy(proxy: string): boolean {
  return proxy.includes('@');
}

/** The proxy among the parameters of an action, as a plain text (template.ts, literalDeep) or as the name of a secret. */
export function proxyParams(proxy: string | undefined): { proxy?: string; proxySecret?: string } {
  if (proxy === undefined) return {};
  return isSecretProxy(proxy) ? { proxySecret: PROXY_SECRET } : { proxy };
}

/** The proxy of a command, as a text or as the name of a secret. */
export function proxyOf(
  proxy: string | undefined,
): Pick<Extract<Step, { kind: 'command' }>, 'env' | 'secretEnv'> {
  if (proxy === undefined) return {};
  if (isSecretProxy(proxy)) return { secretEnv: { HTTPS_PROXY: PROXY_SECRET, HTTP_PROXY: PROXY_SECRET } };
  return { env: { HTTPS_PROXY: literal(proxy), HTTP_PROXY: literal(proxy) } };
}

/** How an image is reached, from the request or the command line. */
export type ImageAccess = Pick<NonNullable<Request['image']>, 'authFile' | 'certDir' | 'proxy'>;

/** An image and what the deployment made from it will follow. */
export interface ImageToImport {
  readonly source: ImageReference;
  readonly image: ImageFacts;
  readonly track: string | null;
  readonly access: ImageAccess;
  /** Updates are held to a policy that asks for signatures. */
  readonly signed: boolean;
}

/** umoci reads gzip and plain layers; anything else is converted on the way by skopeo. */
function needsConversion(image: ImageFacts): boolean {
  return image.layers.some((layer) => !/(\+gzip|\.tar|tar\.gzip)$/.test(layer.mediaType));
}

/** Fetch the image into an OCI layout in the scratch, as PINNED. `from` is where it can be read by digest, in skopeo's words. */
export function fetchStep(
  { source, image, access }: Pick<ImageToImport, 'source' | 'image' | 'access'>,
  place: Pick<Place, 'scratch'>,
  from = literal(pinnedReference(source, image.digest)),
): Step {
  const { authFile, certDir, proxy } = access;
  const options = [
    ...(authFile === undefined ? [] : [`--src-authfile=${literal(authFile)}`]),
    ...(certDir === undefined ? [] : [`--src-cert-dir=${literal(certDir)}`]),
    // An OCI destination compresses anew what is compressed otherwise (containers/image copy/compression.go).
    ...(needsConversion(image) ? ['--dest-compress-format=gzip'] : []),
  ];
  return {
    kind: 'command',
    id: 'fetch',
    phase: 'fetch',
    title: `Fetch ${source}`,
    argv: [
      'skopeo',
      // Large temporary files go to /var/tmp otherwise, which is RAM on a live system; TMPDIR is not looked at
      // (containers/image, internal/tmpdir).
      `--tmpdir=${place.scratch}`,
      'copy',
      '--quiet',
      // An OCI directory cannot hold them, which would be an error where they are looked for (containers-registries.d(5)).
      '--remove-signatures',
      ...options,
      from,
      `oci:${place.scratch}/oci:${PINNED}`,
    ],
    ...proxyOf(proxy),
    timeoutMs: deadline.long,
    progress: { by: 'bytes-written', totalBytes: image.compressedBytes },
  };
}

/** What a failed install leaves in its scratch directory, and one that goes on finds there: each blob has its digest as name. */
const KEPT_BLOBS = ['oci/blobs'];

/**
 * A private directory, gone at the end: on the disk of the sysroot for all that is large. keep: directories in it that
 * outlive a failure.
 */
export function scratchStep(
  path: string,
  {
    id = 'scratch',
    title = 'Make room on the disk',
    keep = [],
  }: { id?: string; title?: string; keep?: readonly string[] } = {},
): Step {
  return {
    kind: 'action',
    id,
    phase: 'fetch',
    title,
    action: 'scratch-directory',
    params: keep.length === 0 ? { path } : { path, keep: [...keep] },
  };
}

/** The same for what is fetched in an install: what is there already need not be fetched again. */
export function fetchScratchStep(path: string): Step {
  return scratchStep(path, { keep: KEPT_BLOBS });
}

/**
 * Local directories are read in place; only the manifest with the planned digest can be reached through the link.
 * `blobs: 'mounted'` when a mount shows them already, for a reader that follows no link out of the layout.
 */
export function linkStep(
  directory: string,
  image: ImageFacts,
  place: Pick<Place, 'scratch'>,
  blobs: 'linked' | 'mounted' = 'linked',
): Step {
  return {
    kind: 'action',
    id: 'link-layout',
    phase: 'fetch',
    title: 'Pin the image by its digest',
    action: 'link-oci-layout',
    params: {
      directory: literal(directory),
      digest: image.digest,
      layout: `${place.scratch}/oci`,
      name: PINNED,
      blobs,
    },
  };
}

function setConfig(id: string, title: string, key: string, value: string): Step {
  return ostree(id, title, ['ostree', 'config', `--repo=${target.repo}`, 'set', key, value]);
}

function ostree(id: string, title: string, argv: [string, ...string[]]): Step {
  return { kind: 'command', id, phase: 'import', title, argv, timeoutMs: deadline.short };
}

/** Images in files: they are read here, and nothing pins them between two looks. */
function isInFiles(source: ImageReference): boolean {
  return ['oci', 'oci-archive'].includes(splitReference(source).transport);
}

/** Before the first write: every blob of an image in files is read and its checksum compared. */
export function verifySteps(source: ImageReference, image: ImageFacts): Step[] {
  if (!isInFiles(source)) return [];
  return [
    {
      kind: 'action',
      id: 'verify-image',
      phase: 'verify',
      title: 'Check the image bit by bit',
      action: 'verify-image',
      params: literalDeep({ path: layoutPath(source), image }),
      capture: 'imageConfig',
    },
  ];
}

/** The path of an oci: or oci-archive: reference, without its tag: the first colon parts them (containers-transports(5)). */
export function layoutPath(source: ImageReference): string {
  return splitReference(source).name.replace(/:.*$/, '');
}

/**
 * What skopeo copied from files is what was checked before: by the config, which names the layers unpacked
 * (image-spec config.md, diff_ids) and stays the same when they are compressed anew. Docker's configs do not.
 */
function checkSteps({ source, image }: ImageToImport, place: Place): Step[] {
  const isOci = image.layers.every((layer) => layer.mediaType.startsWith('application/vnd.oci.'));
  if (!isInFiles(source) || !isOci) return [];
  return [
    {
      kind: 'action',
      id: 'check-copy',
      phase: 'fetch',
      title: 'Check that it is the same image still',
      action: 'check-copy',
      params: { layout: `${place.scratch}/oci`, config: '{{imageConfig}}' },
    },
  ];
}

function isDirectory(source: ImageReference): boolean {
  return splitReference(source).transport === 'oci';
}

/** Only a directory that umoci can read is read where it lies. */
function needsFetch({ source, image }: ImageToImport): boolean {
  return !isDirectory(source) || needsConversion(image);
}

/** Fetch and unpack the image beside the repository. */
function unpackSteps(what: ImageToImport, place: Place): Step[] {
  const { source, image } = what;
  const inPlace = !needsFetch(what);
  const links = { scratch: inPlace ? place.scratch : `${place.scratch}/source` };
  const from = isDirectory(source) ? `oci:${links.scratch}/oci:${PINNED}` : undefined;
  return [
    scratchStep(place.scratch),
    ...(isDirectory(source) ? [linkStep(layoutPath(source), image, links)] : []),
    ...(inPlace ? [] : [fetchStep(what, place, from), ...checkSteps(what, place)]),
    {
      kind: 'command',
      id: 'unpack',
      phase: 'unpack',
      title: 'Unpack the image',
      argv: [
        'umoci',
        '--log=error',
        'raw',
        'unpack',
        '--image',
        `${place.scratch}/oci:${PINNED}`,
        `${place.scratch}/rootfs`,
      ],
      timeoutMs: deadline.long,
      progress: { by: 'bytes-read', totalBytes: image.compressedBytes },
    },
    {
      kind: 'action',
      id: 'normalise',
      phase: 'import',
      title: 'Bring the tree into the form of an ostree commit',
      action: 'normalise-rootfs',
      params: { root: `${place.scratch}/rootfs` },
    },
  ];
}

/** Commit the unpacked tree, and note what it came from. */
function commitSteps({ source, image, track, signed }: ImageToImport, place: Place, sync: boolean): Step[] {
  return [
    {
      kind: 'command',
      id: 'commit',
      phase: 'import',
      title: 'Import the tree into the ostree repository',
      argv: [
        'ostree',
        'commit',
        `--repo=${place.repo}`,
        `--branch=${BRANCH}`,
        `--tree=dir=${place.scratch}/rootfs`,
        // --consume moves files into the repository instead of copying them (ostree-commit(1)).
        '--consume',
        // An install syncs once before it writes the loader; what is cut before that does not boot either way.
        ...(sync ? [] : ['--fsync=no']),
        '--bootable',
        `--add-metadata-string=org.particleos.image=${literal(track ?? source)}`,
        `--add-metadata-string=org.particleos.digest=${image.digest}`,
        `--add-metadata-string=version=${literal(image.version ?? image.digest.slice(7, 19))}`,
        `--subject=${literal(image.title ?? 'ParticleOS')}`,
      ],
      timeoutMs: deadline.long,
      capture: 'commit',
      progress: { by: 'bytes-read', totalBytes: unpackedBytes(image) },
    },
    {
      kind: 'write',
      id: 'origin',
      phase: 'import',
      title: 'Note where updates come from',
      path: `${place.scratch}/origin`,
      content: literal(originFile({ image: track, source, digest: image.digest }, signed)),
      mode: 0o644,
      within: place.sysroot,
    },
  ];
}

/** Size of the unpacked tree in bytes; compressed system images that do not say grow about threefold. */
export function unpackedBytes(image: ImageFacts): number {
  return image.installedBytes ?? image.compressedBytes * 3;
}

/** The step after which the imported image is on the disk for good: a continued install need not import it again. */
export const IMPORTED = 'sync-import';
const importing = ['fetch', 'check-copy', 'link-layout', 'unpack', 'normalise', 'init-fs', 'commit'];

function newSysroot(): Step[] {
  return [
    ostree('init-fs', 'Make the ostree root', ['ostree', 'admin', 'init-fs', '--modern', TARGET]),
    ostree('stateroot', 'Make the stateroot', [
      'ostree',
      'admin',
      'stateroot-init',
      `--sysroot=${TARGET}`,
      STATEROOT,
    ]),
  ];
}

/** Import the image into the new sysroot, or into the one that is there. dataMounts: what is mounted into its /var, before anything is written there. */
export function importSteps(
  what: ImageToImport,
  { dataMounts, stateroot }: { dataMounts: readonly Step[]; stateroot: Layout['stateroot'] },
): Step[] {
  const [, ...unpack] = unpackSteps(what, target);
  const scratch = needsFetch(what) ? fetchScratchStep(target.scratch) : scratchStep(target.scratch);
  const sync: Step = {
    kind: 'command',
    id: IMPORTED,
    phase: 'import',
    title: 'Bring the tree to the disk',
    // The commit was not synced: what is cut before this counts as not imported.
    argv: ['sync', '--file-system', TARGET],
    timeoutMs: deadline.medium,
    doneWith: IMPORTED,
  };
  const steps: Step[] = [
    { ...scratch, leaves: 'system-incomplete' },
    ...unpack,
    ...(stateroot === null ? newSysroot() : []),
    ...dataMounts.map((step): Step => ({ ...step, phase: 'import' })),
    // grub2 would run grub-mkconfig of the live system at deploy; the first menu is made by the boot steps.
    setConfig('no-loader', 'Keep ostree off the loader for now', 'sysroot.bootloader', 'none'),
    setConfig('readonly', 'Keep /sysroot read-only at run time', 'sysroot.readonly', 'true'),
    // A repository that others start from is synced object by object; a new one is synced once, here.
    ...commitSteps(what, target, stateroot !== null),
    ...(stateroot === null ? [sync] : []),
  ];
  return steps.map((step) => (importing.includes(step.id) ? { ...step, doneWith: IMPORTED } : step));
}

/** Make the first deployment, or one more in a stateroot that is there, and find its directory. */
export function deploySteps(kernelArguments: readonly string[], stateroot: Layout['stateroot']): Step[] {
  const name = stateroot?.name ?? STATEROOT;
  return [
    {
      kind: 'command',
      id: 'deploy',
      phase: 'deploy',
      title: 'Deploy the system',
      argv: [
        'ostree',
        'admin',
        'deploy',
        `--sysroot=${TARGET}`,
        `--os=${name}`,
        // /etc is that of the image, as in a new stateroot; /var is that of the stateroot. What is not merged with would be
        // removed at once (ostree_sysroot_simple_write_deployment), and its entries with it.
        ...(stateroot === null ? [] : ['--no-merge', '--retain']),
        `--origin-file=${target.scratch}/origin`,
        '--karg-none',
        ...kernelArguments.map((karg) => `--karg-append=${karg}`),
        BRANCH,
      ],
      timeoutMs: deadline.medium,
      leaves: 'system-unbootable',
    },
    {
      kind: 'action',
      id: 'find-deployment',
      phase: 'deploy',
      title: 'Find the deployment',
      action: 'find-deployment',
      params: {
        directory: `${staterootDirectory(name)}/deploy`,
        // Others stand beside it.
        ...(stateroot === null ? {} : { commit: '{{commit}}' }),
      },
      capture: 'deployment',
    },
  ];
}

/** The root of the running system is encrypted, and its passphrase is typed in this console keymap; null: in that of the kernel. */
export interface EncryptedRoot {
  readonly keymap: string | null;
}

function promptSteps(encrypted: EncryptedRoot | null, place: Place): Step[] {
  if (encrypted === null) return [];
  return [
    {
      kind: 'action',
      id: 'check-prompt',
      phase: 'import',
      title: 'Look whether the new system can open the encrypted disk',
      action: 'check-prompt',
      params: { root: `${place.scratch}/rootfs`, keymap: encrypted.keymap },
    },
  ];
}

/**
 * Import the image into the running system and stage it: /etc is merged and the menu renewed at shutdown. encrypted: null
 * where the root is not.
 */
export function updateSteps(what: ImageToImport, place: Place, encrypted: EncryptedRoot | null): Step[] {
  return [
    ...verifySteps(what.source, what.image),
    ...unpackSteps(what, place),
    ...promptSteps(encrypted, place),
    ...commitSteps(what, place, true),
    {
      kind: 'command',
      id: 'stage',
      phase: 'deploy',
      title: 'Stage the new system for the next start',
      argv: [
        'ostree',
        'admin',
        'deploy',
        '--stage',
        `--os=${STATEROOT}`,
        `--origin-file=${place.scratch}/origin`,
        BRANCH,
      ],
      timeoutMs: deadline.medium,
    },
  ];
}
