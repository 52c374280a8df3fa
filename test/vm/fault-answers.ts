// SPDX-License-Identifier: Apache-2.0
import { DATA } from './fault-lab.ts';

/** `openssl passwd -6` of a word that nobody needs to know. */
const HASH =
  '$6$particledemo$1vjVEBzwh62AvYQjoejGEqMRkDa.rZ2RKLr1ZfZEAce6xYQ0JcchU4h.OqSAael0SCnatCHigWl/ymenQ6VCM/';

function answers(disk: string, more: readonly string[] = [], password = `passwordHash: "${HASH}"`): string {
  return ['version: 1', `disk: {${disk}}`, ...more, `users: [{name: ada, sudo: true, ${password}}]`, ''].join(
    '\n',
  );
}

/** Answer files that are installed, or would be but for a fault on the way. */
export const goodAnswers = {
  good: answers('serial: TARGET'),
  tight: answers('serial: TIGHT', [`image: {source: "oci:${DATA}/lying"}`]),
  flipped: answers('serial: TARGET', [`image: {source: "oci:${DATA}/flipped"}`]),
  secret: `version: 1
disk: {serial: TARGET}
users:
  - {name: ada, sudo: true, passwordSecret: ada}
  - {name: bob, passwordSecret: bob}
`,
};

/** A request that is refused: its answers, the code of the issue, and words that a person must be told. */
export interface Refusal {
  readonly answers: string;
  readonly code: string;
  readonly words: RegExp;
}

/** What is refused before anything is written; neededBytes and the two sizes are told in the words of core. */
export const refusals: Readonly<Record<string, Refusal>> = {
  twins: {
    answers: answers('serial: TWIN'),
    code: 'disk-ambiguous',
    words: /2 disks fit serial TWIN: .*\/dev\/vd\w\); .*\/dev\/vd\w\)\./,
  },
  only: { answers: answers('only: true'), code: 'disk-not-only', words: /there are \d disks: .*TARGET/ },
  nowhere: {
    answers: answers('serial: NOWHERE'),
    code: 'disk-not-found',
    words: /No disk has serial NOWHERE\. Disks found: .*TARGET/,
  },
  small: {
    answers: answers('serial: SMALL'),
    code: 'disk-too-small',
    words: /serial SMALL.* has [\d.]+ GiB; [\d.]+ GiB are needed, 1\.0 MiB more\./,
  },
  mounted: {
    answers: answers('serial: TIGHT', [`image: {source: "oci:${DATA}/lying"}`]),
    code: 'disk-busy',
    words: /serial TIGHT.* is in use: vd\w is mounted at \/run\/held\./,
  },
  swap: { answers: answers('serial: SMALL'), code: 'disk-busy', words: /is in use: vd\w1 is used as swap\./ },
  readonly: {
    answers: answers('serial: DATA-DISK'),
    code: 'disk-read-only',
    words: /DATA-DISK.* is write-protected\./,
  },
  digest: {
    answers: answers('serial: TARGET', [`image: {digest: "sha256:${'0'.repeat(64)}"}`]),
    code: 'image-digest-mismatch',
    words: /has digest sha256:[0-9a-f]{64}, sha256:0{64} was asked for\./,
  },
  key: {
    answers: answers('serial: TARGET', ['hostnam: x']),
    code: 'unknown-key',
    words: /key\.yaml:3:1: error: "hostnam" is not a known setting\. Did you mean "hostname"\?/,
  },
  cut: {
    answers: answers('serial: TARGET', [`image: {source: "oci:${DATA}/cut"}`]),
    code: 'image-damaged',
    words: /the file of sha256:[0-9a-f]{64} has 1048576 bytes instead of \d+\./,
  },
  unbootable: {
    answers: answers('serial: TARGET', [`image: {source: "oci:${DATA}/unbootable"}`]),
    code: 'image-not-bootable',
    words: /neither the label ostree\.bootable nor containers\.bootc\./,
  },
  absent: {
    answers: answers('serial: TARGET', ['image: {source: "oci:/nowhere"}']),
    code: 'image-not-found',
    words: /oci:\/nowhere cannot be read: no such file or directory\./,
  },
  down: {
    answers: answers('serial: TARGET', [
      'image: {source: "registry:10.0.2.100:5000/particleos/corona:stable"}',
    ]),
    code: 'registry-unreachable',
    words:
      /The registry of registry:10\.0\.2\.100:5000\/particleos\/corona:stable does not answer: .+\. Check the network, /,
  },
  unsaid: {
    answers: answers('serial: TARGET', [], 'passwordSecret: ada'),
    code: 'secret-missing',
    words: /The secret "ada" was not given\. Pass it with --secret ada=FILE/,
  },
};
