// SPDX-License-Identifier: Apache-2.0
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
      const into = step.capture === undefined ? '' : `   -> {{${step.capture}}}`;
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
