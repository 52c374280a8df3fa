// SPDX-License-Identifier: Apache-2.0
import { errorIssue, type Issue } from '../../issues/issue.ts';
import type { BootcCheck } from './bootc-check.ts';
import { imageLacks } from './lacks.ts';

function noLoader(firmware: string, missing: string): Issue {
  return errorIssue('image-no-loader', ['image'], { firmware, missing });
}

/** bootctl copies from the image, or from the system it runs on when the image has no such directory (bootctl(1)). */
function checkSystemdBoot({ content, wanted, facts }: BootcCheck): Issue[] {
  const { firmware, tools } = facts;
  const issues: Issue[] = [];
  const { plain, signed } = content.systemdBoot;
  const ofHost = tools.hostBootc?.systemdBoot;
  const has =
    plain || signed || (wanted.carrier === 'host' && (ofHost?.plain === true || ofHost?.signed === true));
  if (!has) issues.push(imageLacks('systemd-boot', 'the disk would not start'));
  if (firmware?.kind === 'bios') issues.push(noLoader('BIOS', 'GRUB; systemd-boot is for UEFI only'));
  const trusted = wanted.carrier === 'host' ? tools.signedLoader : content.shim && signed;
  if (firmware?.secureBoot === true && !trusted) {
    const whose = wanted.carrier === 'host' ? 'this live system' : 'the image';
    issues.push(errorIssue('secure-boot-unsigned', ['image'], { whose, loader: 'systemd-boot' }));
  }
  return issues;
}

/** bootupd installs what it finds below its own directory, for each kind of firmware (bootupd's BIOS.json, EFI.json). */
function checkBootupd({ content, wanted, facts }: BootcCheck): Issue[] {
  const { firmware } = facts;
  if (!content.bootupd) {
    const effect =
      wanted.backend === 'ostree'
        ? 'bootc installs an ostree-based image with bootupd only'
        : 'its install configuration asks for GRUB, which bootupd would install';
    return [imageLacks('bootupd', effect)];
  }
  if (firmware === null) return [];
  const issues: Issue[] = [];
  const component = firmware.kind === 'bios' ? 'BIOS' : 'EFI';
  if (!content.bootupdComponents.includes(component)) {
    const [name, file] = firmware.kind === 'bios' ? ['BIOS', 'BIOS.json'] : ['UEFI', 'EFI.json'];
    issues.push(noLoader(name, `/usr/lib/bootupd/updates/${file}`));
  }
  if (firmware.secureBoot === true && !content.bootupdShim)
    issues.push(errorIssue('secure-boot-unsigned', ['image'], { whose: 'the image', loader: 'GRUB' }));
  return issues;
}

/** The loader that is wanted, on this firmware: a disk that does not start is found out after the install only. */
export function checkLoader(check: BootcCheck): Issue[] {
  const { content, wanted, facts } = check;
  if (facts.architecture !== 'amd64') {
    const missing = `a loader for ${facts.architecture}; this installer knows those of amd64 only`;
    return [noLoader('this machine', missing)];
  }
  const asked = content.installConfig?.bootloader;
  if (asked === 'none' || asked === 'grub-cc')
    return [errorIssue('image-other-loader', ['image'], { loader: asked })];
  return wanted.loader === 'systemd' ? checkSystemdBoot(check) : checkBootupd(check);
}
