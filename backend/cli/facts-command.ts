// SPDX-License-Identifier: Apache-2.0
import { describeDisk } from '../../core/facts/disk-identity.ts';
import type { Disk, Facts } from '../../core/facts/facts.ts';
import { formatDiskBytes } from '../../core/facts/format-disk-bytes.ts';
import { firmwareInWords } from '../../core/facts/firmware-in-words.ts';
import { contentInWords, roomInWords } from '../../core/facts/partition-in-words.ts';
import { systemWithPlace } from '../../core/facts/system-in-words.ts';
import { unreadInWords } from '../../core/facts/unread.ts';
import { formatBytes } from '../../core/issues/format-bytes.ts';
import { describeUnfinished } from '../../core/journal/unfinished.ts';
import { renderIssue } from '../../core/issues/render-issue.ts';
import type { Input } from '../../core/contract/contract.ts';
import { imageReference } from '../../core/request/image-reference.ts';
import { factsFor } from '../install/facts-for.ts';
import type { Runner } from '../runner/command.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { printJson, type Output } from './output.ts';
import { sayWhenSlow } from './say-when-slow.ts';

function partitionsInWords(disk: Disk): string[] {
  if (disk.partitions.length === 0) return disk.content === null ? [] : [`${disk.content} on the whole disk`];
  const table =
    disk.backupTable === null || disk.backupTable === 'intact'
      ? []
      : [`second partition table ${disk.backupTable}`];
  const partitions = disk.partitions.map((partition) => {
    const room = roomInWords(partition);
    return `${partition.name}: ${contentInWords(partition)}${room === '' ? '' : `, ${room}`}`;
  });
  return [...table, ...partitions];
}

function factsInWords(facts: Facts): string {
  const disks = facts.disks.flatMap((disk) => [
    `  ${describeDisk(disk)}${disk.unsuitable === null ? '' : `  -- not usable: ${disk.unsuitable}`}`,
    ...disk.systems.map((system) => `      ${systemWithPlace(system)}`),
    ...partitionsInWords(disk).map((line) => `      ${line}`),
    ...disk.holders.map((holder) => `      in use: ${holder.device} (${holder.kind} ${holder.name})`),
  ]);
  const image = facts.image === null ? [] : [`Image     ${facts.image.source} ${facts.image.digest}`];
  return [
    `Firmware  ${firmwareInWords(facts.firmware)}`,
    `Machine   ${facts.architecture}, ${formatBytes(facts.memoryBytes)} of memory${facts.onBattery === true ? ', on battery' : ''}`,
    ...image,
    ...(facts.trust === null ? [] : [`Trust     ${trustInWords(facts.trust)}`]),
    'Disks',
    ...(disks.length === 0 ? ['  none'] : disks),
    ...(facts.volumes.length === 0 ? [] : ['Volumes', ...facts.volumes.map(volumeInWords)]),
    ...(facts.unfinished ?? []).map((found) => `Begun     ${describeUnfinished(found)}`),
    ...facts.unread.map((entry) => `Not read: ${unreadInWords(entry)}`),
    '',
  ].join('\n');
}

function volumeInWords({
  kind,
  name,
  level,
  members,
  sizeBytes,
  fileSystem,
}: Facts['volumes'][number]): string {
  const what = [level ?? kind, formatDiskBytes(sizeBytes), ...(fileSystem === null ? [] : [fileSystem])].join(
    ', ',
  );
  return `  ${name} (${what}) on ${members.join(', ')}`;
}

function trustInWords({ by, file, fingerprint, verified, refusal }: NonNullable<Facts['trust']>): string {
  if (refusal !== null) return `no: ${renderIssue(refusal).sentence}`;
  if (!verified) return `no: ${file} accepts anything`;
  return by === 'publicKey' ? `signed by the key sha256:${fingerprint ?? ''}` : `signed as ${file} asks`;
}

/** `facts`: what was probed. */
export async function factsCommand(
  runner: Runner,
  output: Output,
  { image, signature, content = false }: Input<'facts'> & { readonly content?: boolean },
): Promise<ExitCode> {
  const reference = image === undefined ? undefined : imageReference.safeParse(image);
  if (reference?.success === false) {
    output.err(`${image}: ${reference.error.issues[0]?.message ?? 'not an image reference'}\n`);
    return exitCode.usage;
  }
  const facts = await sayWhenSlow(
    output,
    image === undefined ? 'looking at this machine' : `looking into the image ${image}`,
    factsFor(runner, reference?.data, signature, content),
  );
  if (output.json) printJson(output, facts);
  else output.out(factsInWords(facts));
  return exitCode.ok;
}
