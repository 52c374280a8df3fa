// SPDX-License-Identifier: Apache-2.0
import { describeDisk } from '../../core/facts/disk-identity.ts';
import type { Facts } from '../../core/facts/facts.ts';
import { firmwareInWords } from '../../core/facts/firmware-in-words.ts';
import { formatBytes } from '../../core/issues/format-bytes.ts';
import { contentLost } from '../../core/plan/check-disk.ts';
import { imageReference } from '../../core/request/image-reference.ts';
import { probeFacts } from '../probe/probe-facts.ts';
import type { Runner } from '../runner/command.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { printJson, type Output } from './output.ts';

function factsInWords(facts: Facts): string {
  const disks = facts.disks.flatMap((disk) => [
    `  ${describeDisk(disk)}${disk.unsuitable === null ? '' : `  -- not usable: ${disk.unsuitable}`}`,
    ...contentLost(disk).map((line) => `      ${line}`),
    ...disk.holders.map((holder) => `      in use: ${holder.device} (${holder.kind} ${holder.name})`),
  ]);
  const image = facts.image === null ? [] : [`Image     ${facts.image.source} ${facts.image.digest}`];
  return [
    `Firmware  ${firmwareInWords(facts.firmware)}`,
    `Machine   ${facts.architecture}, ${formatBytes(facts.memoryBytes)} of memory${facts.onBattery === true ? ', on battery' : ''}`,
    ...image,
    'Disks',
    ...(disks.length === 0 ? ['  none'] : disks),
    ...facts.unread.map((entry) => `Not read: ${entry.what}: ${entry.reason}`),
    '',
  ].join('\n');
}

/** `facts`: what was probed. */
export async function factsCommand(
  runner: Runner,
  output: Output,
  image: string | undefined,
): Promise<ExitCode> {
  const reference = image === undefined ? undefined : imageReference.safeParse(image);
  if (reference?.success === false) {
    output.err(`${image}: ${reference.error.issues[0]?.message ?? 'not an image reference'}\n`);
    return exitCode.usage;
  }
  const facts = await probeFacts(
    runner,
    reference === undefined ? {} : { image: reference.data, wantImage: true },
  );
  if (output.json) printJson(output, facts);
  else output.out(factsInWords(facts));
  return exitCode.ok;
}
