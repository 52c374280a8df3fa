// SPDX-License-Identifier: Apache-2.0
import type { BootcAleph, BootcOrigin } from '../../../core/plan/bootc/bootc-origin.ts';
import type { BootcHost } from '../../system/bootc-host.ts';

/** What bootc wrote down about an install, as far as it could be read. */
export interface BootcRecords {
  /** .bootc-aleph.json; null: there is none. */
  readonly aleph: BootcAleph | null;
  /** The origin of the one deployment; null: there is none, or it names no image. */
  readonly origin: BootcOrigin | null;
  /** `bootc status` of the booted system; left out before the first boot. */
  readonly status?: BootcHost;
}

/** What was asked for. */
export interface BootcOriginWanted {
  readonly backend: 'composefs' | 'ostree';
  /** What updates come from. */
  readonly targetImage: { readonly transport: string; readonly name: string };
  /**
   * Manifest of the image that was installed; null: it came out of podman's storage, which keeps layers unpacked and so
   * has a manifest of its own.
   */
  readonly digest: string | null;
  /** Updates were to be held to the signature policy. */
  readonly enforcePolicy: boolean;
}

function imageText({ transport, name }: { transport: string; name: string }): string {
  return `${transport}:${name}`;
}

function checkOrigin(origin: BootcOrigin | null, wanted: BootcOriginWanted): string[] {
  if (origin === null) return ['bootc did not note where updates come from'];
  const findings: string[] = [];
  if (imageText(origin) !== imageText(wanted.targetImage))
    findings.push(`updates come from ${imageText(origin)} instead of ${imageText(wanted.targetImage)}`);
  if (wanted.backend === 'composefs' && wanted.digest !== null && origin.digest !== wanted.digest)
    findings.push(
      origin.digest === null
        ? 'bootc did not note which image it installed'
        : `bootc noted the digest ${origin.digest}`,
    );
  // The composefs backend writes "unverified" whatever it was told (bootc 1.16.9, state.rs); nothing is lost by it there.
  if (wanted.backend === 'ostree' && wanted.enforcePolicy && !origin.verified)
    findings.push('updates are not held to the signature policy');
  return findings;
}

/** The digest the aleph names: a field of its own, or before bootc 1.15 a part of the source's name. */
function alephDigest(aleph: BootcAleph): string | null {
  return aleph.digest ?? /@(sha256:[0-9a-f]{64})$/.exec(aleph.image ?? '')?.[1] ?? null;
}

function checkAleph(aleph: BootcAleph | null, wanted: BootcOriginWanted): string[] {
  // bootc writes it for the ostree backend only (up to 1.16.9).
  if (aleph === null) return wanted.backend === 'ostree' ? ['there is no .bootc-aleph.json'] : [];
  const findings: string[] = [];
  const digest = alephDigest(aleph);
  if (digest !== null && wanted.digest !== null && digest !== wanted.digest)
    findings.push(`.bootc-aleph.json has digest ${digest}`);
  const target = aleph['target-image'];
  if (target !== undefined && target !== wanted.targetImage.name)
    findings.push(`.bootc-aleph.json has ${target} as its target`);
  return findings;
}

function checkStatus({ spec, status }: BootcHost, wanted: BootcOriginWanted): string[] {
  const findings: string[] = [];
  const followed = spec.image === null ? 'nothing' : `${spec.image.transport}:${spec.image.image}`;
  if (followed !== imageText(wanted.targetImage)) findings.push(`bootc status: it follows ${followed}`);
  const digest = status.booted?.image?.imageDigest ?? 'none';
  if (wanted.digest !== null && digest !== wanted.digest)
    findings.push(`bootc status: the booted image has digest ${digest}`);
  if (status.booted?.[wanted.backend] == null)
    findings.push(`bootc status: the booted system is not of the ${wanted.backend} backend`);
  return findings;
}

/** Compares what bootc wrote down with what was asked for; empty is a pass. Pure. */
export function checkInstalledBootc(records: BootcRecords, wanted: BootcOriginWanted): string[] {
  return [
    ...checkOrigin(records.origin, wanted),
    ...checkAleph(records.aleph, wanted),
    ...(records.status === undefined ? [] : checkStatus(records.status, wanted)),
  ];
}
