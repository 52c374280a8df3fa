// SPDX-License-Identifier: Apache-2.0
import { errorIssue, type Issue } from '../issues/issue.ts';
import { chooseBootc, type BootcQuestion, type BootcWanted } from './bootc/bootc-choice.ts';

/** Who writes the operating system to the disk, and why, in words for the review. */
export type EngineChoice =
  | { readonly engine: 'ostree'; readonly reason: string }
  | { readonly engine: 'bootc'; readonly reason: string; readonly wanted: BootcWanted };

const at = ['install', 'engine'];

/** Why bootc cannot be called at all; null when it can. */
function bootcIsMissing({ image, facts, request }: BootcQuestion): Issue | null {
  const { podman, bootc } = facts.tools;
  const inImage = image.content?.bootc === true;
  const carrier = request.install?.carrier;
  if (carrier === 'image' && !inImage) return errorIssue('bootc-not-in-image', ['install', 'carrier']);
  if (carrier === 'image' && !podman) return errorIssue('podman-missing', ['install', 'carrier']);
  if (carrier === 'host' && bootc === null) return errorIssue('bootc-not-here', ['install', 'carrier']);
  if (bootc !== null || (inImage && podman)) return null;
  return inImage ? errorIssue('podman-missing', at) : errorIssue('bootc-not-in-image', at);
}

/** Whether an image is one that bootc installs: it carries bootc, or brings no GRUB for Debian's ostree to set up. */
function isForBootc({ image }: BootcQuestion): boolean {
  return image.content?.bootc ?? image.bootc;
}

/** The engine for an image on this live system, or the issues that say why there is none. */
export function chooseEngine(question: BootcQuestion): EngineChoice | Issue[] {
  const { image, request } = question;
  const asked = request.install?.engine;
  const bootc = asked === 'bootc' || (asked === undefined && isForBootc(question));
  if (!bootc) {
    const why = asked === undefined ? 'the image is ostree-bootable and carries no bootc' : 'as asked';
    return { engine: 'ostree', reason: `${why}; Debian's own ostree writes it` };
  }
  if (image.content === null)
    return [errorIssue('image-content-unread', ['image'], { source: image.source })];
  const missing = bootcIsMissing(question);
  if (missing !== null) return [missing];
  const { wanted, reasons } = chooseBootc(question, image.content);
  const why = asked === undefined ? 'the image is made for bootc' : 'as asked';
  return { engine: 'bootc', reason: [why, ...reasons].join('; '), wanted };
}
