// SPDX-License-Identifier: Apache-2.0
import type { Facts, ImageFacts } from '../../facts/facts.ts';
import type { ImageContent, InstallConfig, RootFileSystem } from '../../facts/image-content.ts';
import { splitReference, type ImageReference } from '../../request/image-reference.ts';
import type { Request } from '../../request/request.ts';

/** How bootc is to be called. */
export interface BootcWanted {
  readonly backend: 'composefs' | 'ostree';
  readonly loader: 'systemd' | 'grub';
  /** Whose bootc runs: that of the image in a container, or that of the live system. */
  readonly carrier: 'image' | 'host';
  readonly verb: 'to-disk' | 'to-filesystem';
  readonly rootFileSystem: RootFileSystem;
}

/** What a choice is made from. */
export interface BootcQuestion {
  readonly facts: Pick<Facts, 'live' | 'tools' | 'memoryBytes'>;
  readonly image: ImageFacts;
  readonly source: ImageReference;
  readonly request: Pick<Request, 'install' | 'rootFileSystem' | 'layout' | 'swap' | 'fileSystem'>;
}

type Choice<T> = readonly [T, string];

/** The store of the medium, when it is the embedded image that is installed. */
export function storeOf({
  facts,
  source,
}: {
  readonly facts: Pick<Facts, 'live'>;
  readonly source: ImageReference;
}): {
  path: string;
  image: string;
} | null {
  const { live } = facts;
  return live?.embeddedImage != null && source === `oci:${live.embeddedImage}` ? live.imageStore : null;
}

/** bootc's ostree backend needs bootupd and takes no other loader; UKIs need composefs (bootc install.rs). */
function backendOf(content: ImageContent): 'composefs' | 'ostree' {
  const asksOther = content.installConfig?.bootloader === 'systemd';
  return content.bootupd && content.ukis.length === 0 && !asksOther ? 'ostree' : 'composefs';
}

/** The install configuration that bootc reads: of where it runs, not of the image it is given. */
export function configOf(
  content: ImageContent,
  { carrier }: Pick<BootcWanted, 'carrier'>,
  { tools }: Pick<Facts, 'tools'>,
): InstallConfig | null {
  return carrier === 'host' && tools.hostBootc !== undefined
    ? tools.hostBootc.installConfig
    : content.installConfig;
}

/**
 * Whether a system installed by to-disk finds its root: bootc leaves root= out for systemd-boot unless it is told not
 * to (baseline.rs), and Debian's initramfs cannot discover it then (bootc#2184). A UKI brings its own arguments.
 */
export function findsRoot(
  content: ImageContent,
  { loader }: Pick<BootcWanted, 'loader'>,
  config: InstallConfig | null,
): boolean {
  const discovers = config?.discoverablePartitions ?? loader === 'systemd';
  return content.ukis.length > 0 || !discovers;
}

function loaderOf(content: ImageContent): BootcWanted['loader'] {
  const asksGrub = content.installConfig?.bootloader === 'grub';
  return backendOf(content) === 'ostree' || asksGrub ? 'grub' : 'systemd';
}

const runBy = {
  image: 'run by the bootc of the image itself',
  host: "run by this live system's bootc",
} as const;

function carrierOf({ facts, request }: BootcQuestion, content: ImageContent): Choice<BootcWanted['carrier']> {
  const asked = request.install?.carrier;
  if (asked !== undefined) return [asked, `${runBy[asked]}, as asked`];
  const carrier = content.bootc && facts.tools.podman ? 'image' : 'host';
  return [carrier, runBy[carrier]];
}

/** Whether the disk is to be erased and laid out as the image likes, which is all that to-disk does. */
export function isImagesOwnLayout({ layout, swap, fileSystem }: BootcQuestion['request']): boolean {
  const plain = layout === undefined || (layout.kind === 'erase' && Object.keys(layout).length === 1);
  return plain && fileSystem === undefined && !['partition', 'file'].includes(swap?.kind ?? 'none');
}

function verbOf(
  question: BootcQuestion,
  content: ImageContent,
  carrier: BootcWanted['carrier'],
): Choice<BootcWanted['verb']> {
  const asked = question.request.install?.verb;
  if (asked !== undefined) return [asked, 'as asked'];
  if (!isImagesOwnLayout(question.request)) return ['to-filesystem', 'the layout is not that of the image'];
  const inPlace =
    carrier === 'image' ? storeOf(question) !== null : splitReference(question.source).transport === 'oci';
  if (!inPlace) return ['to-filesystem', 'what is fetched needs room on the target disk'];
  const config = configOf(content, { carrier }, question.facts);
  if (!findsRoot(content, { loader: loaderOf(content) }, config))
    return ['to-filesystem', 'so that the kernel is told where its root is'];
  return ['to-disk', "the whole disk in the image's own layout"];
}

/** How bootc is called for an image whose files are known, and why, in words for the review. */
export function chooseBootc(
  question: BootcQuestion,
  content: ImageContent,
): { wanted: BootcWanted; reasons: string[] } {
  const backend = backendOf(content);
  const [carrier, whose] = carrierOf(question, content);
  const [verb, how] = verbOf(question, content, carrier);
  const rootFileSystem =
    question.request.rootFileSystem ?? content.installConfig?.rootFileSystem ?? ('ext4' as const);
  return {
    wanted: {
      backend,
      loader: loaderOf(content),
      carrier,
      verb,
      rootFileSystem,
    },
    reasons: [whose, `${verb}: ${how}`],
  };
}
