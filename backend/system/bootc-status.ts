// SPDX-License-Identifier: Apache-2.0
import type { SystemDeployment, SystemStatus } from '../../core/run/system-status.ts';
import type { BootcEntry, BootcHost } from './bootc-host.ts';

/** A reference in our words: transport and name, "registry" as bootc says it too. */
export function referenceOf(image: { readonly transport: string; readonly image: string }): string {
  return `${image.transport}:${image.image}`;
}

/** What tells deployments apart, those made from one image too. */
export function entryId({ ostree, composefs }: BootcEntry): string {
  return composefs?.verity ?? (ostree == null ? '' : `${ostree.checksum}.${ostree.deploySerial}`);
}

/** Whether the next boot goes back. bootc up to 1.16.9 says the opposite for UKIs that systemd-boot starts (bootc#2405): null there. */
export function rollbackQueued({ status }: BootcHost): boolean | null {
  const composefs = status.booted?.composefs;
  if (composefs?.bootType === 'Uki' && composefs.bootloader !== 'grub') return null;
  return status.rollbackQueued;
}

function deploymentOf(
  entry: BootcEntry,
  place: Pick<SystemDeployment, 'booted' | 'staged' | 'next'>,
): SystemDeployment {
  const { image, composefs } = entry;
  const reference = image == null ? null : referenceOf(image.image);
  return {
    id: entryId(entry),
    backend: composefs == null ? 'ostree' : 'composefs',
    ...place,
    version: image?.version ?? null,
    origin:
      image == null || reference === null
        ? null
        : { image: reference, source: reference, digest: image.imageDigest },
  };
}

/** The deployments of a bootc host in boot order: staged, booted, the one to go back to, others. Pure. */
export function bootcSystem(host: BootcHost): SystemStatus {
  const { staged, booted, rollback, otherDeployments } = host.status;
  const stagedNext = staged != null && !staged.downloadOnly;
  const back = !stagedNext && rollbackQueued(host) === true;
  const list = (entry: BootcEntry | null | undefined): BootcEntry[] => (entry == null ? [] : [entry]);
  return {
    updater: 'bootc',
    outdatedLoader: null,
    deployments: [
      ...list(staged).map((one) => deploymentOf(one, { booted: false, staged: true, next: stagedNext })),
      ...list(booted).map((one) =>
        deploymentOf(one, { booted: true, staged: false, next: !stagedNext && !back }),
      ),
      ...list(rollback).map((one) => deploymentOf(one, { booted: false, staged: false, next: back })),
      ...otherDeployments.map((one) => deploymentOf(one, { booted: false, staged: false, next: false })),
    ],
  };
}
