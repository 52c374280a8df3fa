// SPDX-License-Identifier: Apache-2.0
import { formatBytes } from '../issues/format-bytes.ts';
import { formatDiskBytes } from '../facts/format-disk-bytes.ts';
import type { Plan } from './plan.ts';
import type { Step } from './step.ts';
import { describeLayout } from './storage/describe-layout.ts';

function quoted(arg: string): string {
  return /^[\w@%+=:,./{}-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`;
}

function stdinInWords(step: Extract<Step, { kind: 'command' }>): string[] {
  if (step.stdin === undefined) return [];
  if ('secret' in step.stdin) return [`    < secret ${step.stdin.secret}`];
  return step.stdin.text
    .trimEnd()
    .split('\n')
    .map((line) => `    < ${line}`.trimEnd());
}

/** One step as a person would type it. */
export function describeStep(step: Step): string[] {
  switch (step.kind) {
    case 'command': {
      const kept = step.captureSecret === undefined ? '' : `   -> secret ${step.captureSecret}`;
      const into = step.capture === undefined ? kept : `   -> {{${step.capture}}}`;
      const env = [
        ...Object.entries(step.env ?? {}).map(([name, value]) => `${name}=${quoted(value)} `),
        ...Object.entries(step.secretEnv ?? {}).map(([name, secret]) => `${name}=<secret ${secret}> `),
      ];
      return [`  $ ${env.join('')}${step.argv.map(quoted).join(' ')}${into}`, ...stdinInWords(step)];
    }
    case 'mount':
      return [
        `  $ mount --types ${step.type} --options ${step.options.join(',')} ${step.source} ${step.target}`,
      ];
    case 'write':
      return [
        `  write ${step.path} (mode ${step.mode.toString(8).padStart(4, '0')})`,
        ...step.content
          .trimEnd()
          .split('\n')
          .map((line) => `    | ${line}`.trimEnd()),
        ...Object.entries(step.secrets ?? {}).map(([hole, name]) => `    {{${hole}}} is the secret ${name}`),
      ];
    case 'action':
      return [`  do ${step.action}`];
  }
}

const updatesInWords: Readonly<Record<Plan['trust']['updates'], string>> = {
  signed: '; updates must be signed as well',
  unchecked: '; updates are not checked for signatures',
  refused: '; updates are refused',
  none: '',
};

function diskInWords(disk: Plan['disk']): string {
  const name = [
    disk.model ?? 'disk',
    disk.serial === null ? 'without a serial number' : `serial ${disk.serial}`,
  ].join(', ');
  return `${name}, ${formatDiskBytes(disk.sizeBytes)}, now at ${disk.path}`;
}

function lostInWords({ lost, layout }: Plan): string {
  const erased = layout.disks.every(({ table }) => table === 'new');
  if (lost.length === 0) return erased ? 'nothing: the disk is empty' : 'nothing: what is there is kept';
  return `${erased ? 'everything on it: ' : ''}${lost.join('; ')}`;
}

const wayWords = {
  passphrase: 'the passphrase',
  'recovery-key': 'a recovery key',
  tpm2: 'the TPM, from the first start on',
  fido2: 'the security key',
} as const;

function keptWords(ways: NonNullable<Plan['encryption']>['ways']): string {
  return ways.map((way) => (way === 'tpm2' ? 'the TPM' : wayWords[way])).join(', ');
}

function encryptionInWords({ encryption, recoveryKey }: Plan): string[] {
  if (encryption === undefined) return [];
  const { ways, memoryBytes, volumes } = encryption;
  const roles = volumes.map(({ role }) => role).join(', ');
  if (memoryBytes === null)
    return [`Encrypted ${roles} (LUKS2), kept as it is; opened by ${keptWords(ways)}`];
  const where = recoveryKey === 'stick' ? 'is put on the stick' : 'is shown once, at the end';
  return [
    `Encrypted ${roles} (LUKS2); opened by ${ways.map((way) => wayWords[way]).join(', ')}`,
    `          the recovery key ${where}`,
    `          each guess at the passphrase takes up to ${formatBytes(memoryBytes)} of memory, and so does each start`,
  ];
}

/** What a disk does that was written in half, after a power cut or a failure. */
function cutOffInWords({ engine, steps, layout }: Plan): string {
  const others = layout.sharedEsp ? '; the other systems start as before' : '';
  if (engine === 'ostree')
    return `the disk does not start before the last steps: its loader comes last${others}`;
  const whole = steps.some((step) => step.kind === 'command' && step.argv.includes('to-disk'));
  const when = whole ? 'it lays out the disk and writes the loader itself' : 'it writes the loader itself';
  return `bootc cannot be held back: ${when}, so a disk cut off later may start without its accounts and settings${others}`;
}

/** The plan in words: what is lost, what will be there; with `commands` also every step. */
export function describePlan(plan: Plan, options: { readonly commands: boolean }): string {
  const { layout, image } = plan;
  const lines = [
    ...[plan.disk, ...plan.otherDisks].map(
      (disk, index) => `${index === 0 ? 'Disk ' : 'and  '}     ${diskInWords(disk)}`,
    ),
    `Lost      ${lostInWords(plan)}`,
    `Image     ${image.source}`,
    `          ${image.digest}`,
    `Updates   ${image.track ?? 'nowhere: no reference to follow was given'}`,
    `Trust     ${plan.trust.detail}${updatesInWords[plan.trust.updates]}`,
    `Engine    ${plan.engine}: ${plan.engineReason}`,
    ...encryptionInWords(plan),
    `Cut off   ${cutOffInWords(plan)}`,
    `After     ${plan.after}`,
    ...describeLayout(layout),
  ];
  if (!options.commands) return `${lines.join('\n')}\n`;
  const steps = plan.steps.flatMap((step, index) => [
    `${String(index + 1).padStart(2)}. [${step.phase}] ${step.title}${step.leaves === undefined ? '' : `   (disk: ${step.leaves})`}`,
    ...describeStep(step),
  ]);
  return `${[...lines, '', 'Steps', ...steps].join('\n')}\n`;
}
