// SPDX-License-Identifier: Apache-2.0

/** What the demo asks for, and what it then looks for in the installed system. */
export const demoUser = { name: 'ada', password: 'particle' } as const;

/** `openssl passwd -6 -salt particledemo particle`: a password that everyone may know. */
export const DEMO_PASSWORD_HASH =
  '$6$particledemo$1vjVEBzwh62AvYQjoejGEqMRkDa.rZ2RKLr1ZfZEAce6xYQ0JcchU4h.OqSAael0SCnatCHigWl/ymenQ6VCM/';

/** A public key whose private half was never kept. */
export const DEMO_SSH_KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGM1a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5 ada@demo';

/** What the demo asks for, of another disk or with another end. */
export function demoAnswersFor(disk: string, after: 'poweroff' | 'stay'): string {
  return `version: 1
disk: ${disk}
image: {track: "registry:registry.example.org/particleos/corona:stable"}
hostname: demo
locale: de_DE.UTF-8
keyboard: {layout: de}
timezone: Europe/Berlin
users:
  - name: ${demoUser.name}
    fullName: Ada Lovelace
    passwordHash: "${DEMO_PASSWORD_HASH}"
    sudo: true
    sshKeys: ["${DEMO_SSH_KEY}"]
kernelArguments: ["console=ttyS0,115200", "particle.demo=1"]
after: ${after}
`;
}

/** The answer file of the demo: no engine, image or partition is named, those are the installer's own choices. */
export const demoAnswers = demoAnswersFor('{only: true}', 'poweroff');
